#!/usr/bin/python3
"""toolkit.py DIGLOT DATA WORK: what Diglot writes of the sample data, read by the Translate Toolkit: counts and texts equal.

The truth is read from the sample files by Python's own XML parser. Exit 77 where the toolkit is absent.
"""
import os
import subprocess
import sys
import xml.etree.ElementTree as etree

try:
    from translate.storage import csvl10n, pypo, tbx, tmx, xliff
except ImportError:
    print("skipped: the Translate Toolkit is absent (translate-toolkit)")
    sys.exit(77)

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SOURCE, TARGET = "zh-TW", "en"


def main():
    diglot, data, work = sys.argv[1:4]
    os.makedirs(work, exist_ok=True)
    memory = sample_pairs(os.path.join(data, "sample-memory.tmx"))
    terms = sample_terms(os.path.join(data, "starter-glossary.tbx"))

    def export(name, *options):
        path = os.path.join(work, name)
        subprocess.run([diglot, "--quiet", "export", "-s", SOURCE, "-t", TARGET, *options, path], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    failed = False

    def check(what, found, wanted):
        nonlocal failed
        missing, extra = set(wanted) - set(found), set(found) - set(wanted)
        good = len(found) == len(wanted) and not missing and not extra
        failed |= not good
        print(f"{'ok' if good else 'FAILED'}: Translate Toolkit reads {what}: {len(found)} of {len(wanted)}")
        for pair in list(missing)[:3]:
            print("   missing", pair)
        for pair in list(extra)[:3]:
            print("   found  ", pair)

    with open(export("memory.tmx"), "rb") as file:
        units = tmx.tmxfile(file, sourcelanguage=SOURCE, targetlanguage="en-US").units
    check("TMX", [(unit.source, unit.target) for unit in units], memory)
    with open(export("memory.xlf", "--profile", "1.2"), "rb") as file:
        units = xliff.xlifffile(file).units
    check("XLIFF 1.2", [(unit.source, unit.target) for unit in units], memory)
    with open(export("memory.po"), "rb") as file:
        units = [unit for unit in pypo.pofile(file).units if not unit.isheader()]
    check("PO", [(unit.source, unit.target) for unit in units], first_of_each(memory))
    with open(export("memory.csv", "--what", "memory"), "rb") as file:
        head = file.readline().decode().strip().split(",")
        file.seek(0)
        names = ["source" if name == SOURCE else "target" if name == TARGET else name for name in head]
        units = csvl10n.csvfile(file, fieldnames=names).units
    check("CSV", [(unit.source, unit.target) for unit in units if unit.source != SOURCE], memory)
    with open(export("glossary.tbx"), "rb") as file:
        # Language tags are folded by the toolkit: "zh-TW" of a file is asked for as it stands.
        units = tbx.tbxfile(file).units
    check("TBX", [first_terms(unit.xmlelement) for unit in units], terms)
    return 1 if failed else 0


def sample_pairs(path):
    pairs = []
    for unit in etree.parse(path).iter("tu"):
        texts = {tuv.get(XML_LANG): "".join(tuv.find("seg").itertext()) for tuv in unit.iter("tuv")}
        if SOURCE in texts and "en-US" in texts:
            pairs.append((texts[SOURCE], texts["en-US"]))
    return pairs


def first_of_each(pairs):
    """A catalogue has one entry a source (and context)."""
    first = {}
    for source, target in pairs:
        first.setdefault(source, target)
    return list(first.items())


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def first_terms(entry):
    """The first term in each language of an entry of TBX v2 or v3."""
    found = []
    for section in entry.iter():
        if local(section) in ("langSet", "langSec"):
            terms = ["".join(term.itertext()) for term in section.iter() if local(term) == "term"]
            found.append((section.get(XML_LANG), terms[0] if terms else ""))
    return tuple(found)


def sample_terms(path):
    return [first_terms(entry) for entry in etree.parse(path).iter() if local(entry) in ("termEntry", "conceptEntry")]


sys.exit(main())
