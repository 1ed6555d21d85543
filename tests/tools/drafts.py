#!/usr/bin/python3
"""drafts.py DIGLOT DATA WORK: a DOCX pre-translated as XLIFF, in the programs that XLIFF is for, and the DOCX made of it again.

LibreOffice makes the DOCX of the sample article (with bold text, a link, a table, a list and a note). The Translate Toolkit reads the
XLIFF: counts, sources and targets are those of the article's lines and of the sample memory, read here by Python's own
parsers. OmegaT opens a project with the XLIFF in it and gives it back. Finished, it makes a DOCX whose parts are those of the first
but for texts and language, and which LibreOffice opens with the translations as its text. Exit 77 where LibreOffice is absent.
"""
import html
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as etree
import zipfile

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMAS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "importers")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ZH-TW</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
"""
MORE = [  # Segments with codes; each once in the page below.
    ("<b>晶片</b>是新的產業。", "<table><tr><td>{}</td><td>第一格</td></tr></table>"),
    ("詳情請見<a href=\"https://example.org/\">計畫的網站</a>。", "<p>{}</p>"),
    ("清單的第一項", "<ul><li>{}</li></ul>"),
]


class Check:
    def __init__(self, diglot, data, work):
        self.diglot, self.data, self.work = diglot, data, work
        self.failed = False
        os.makedirs(work, exist_ok=True)
        self.environment = dict(os.environ, DIGLOT_DB=self.path("drafts.diglot"))

    def path(self, name):
        return os.path.join(self.work, name)

    def say(self, good, what):
        print(f"{'ok' if good else 'FAILED'}: {what}")
        self.failed |= not good
        return good

    def run(self, *command, **options):
        return subprocess.run(command, cwd=self.work, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def office(self, to, name):
        self.run("soffice", "--headless", f"-env:UserInstallation=file://{self.path('profile')}", "--convert-to", to, "--outdir", self.work, name)


def article(check):
    """The page of the sample article, and the segments of the DOCX made of it, in order."""
    with open(os.path.join(check.data, "sample-article.zh-TW.txt"), encoding="utf-8") as file:
        paragraphs = [block.split("\n") for block in file.read().strip().split("\n\n")]
    body = [f"<h1>{html.escape(''.join(paragraphs[0]))}</h1>"]
    segments = list(paragraphs[0])
    for lines in paragraphs[1:]:
        body.append(f"<p>{html.escape(''.join(lines))}</p>")
        segments += lines
    for text, frame in MORE:
        body.append(frame.format(text))
        segments.append(re.sub("<[^>]*>", "", text))
    segments.insert(-2, "第一格")
    page = "<!DOCTYPE html><html lang=\"zh-TW\"><head><meta charset=\"utf-8\"><title></title></head><body>\n{}\n</body></html>\n"
    with open(check.path("article.html"), "w", encoding="utf-8") as file:
        file.write(page.format("\n".join(body)))
    return segments


def memory_pairs(check):
    pairs = {}
    for unit in etree.parse(os.path.join(check.data, "sample-memory.tmx")).iter("tu"):
        texts = {tuv.get(XML_LANG): "".join(tuv.find("seg").itertext()) for tuv in unit.iter("tuv")}
        if "zh-TW" in texts and "en-US" in texts:
            pairs.setdefault(texts["zh-TW"], set()).add(texts["en-US"])
    return pairs


def check_drafts(check, segments, pairs):
    """The XLIFF of both versions against their schemas, and 1.2 in the Translate Toolkit."""
    for version, name in (("1.2", "xliff12"), ("2.1", "xliff21")):
        check.run(check.diglot, "translate", "article.docx", "-o", f"{name}.xlf", "--xliff-version", version)
        if shutil.which("xmllint"):
            done = check.run("xmllint", "--noout", "--relaxng", os.path.join(SCHEMAS, f"{name}.rng"), f"{name}.xlf")
            check.say(done.returncode == 0, f"XLIFF {version} with alternatives and notes validates" + done.stderr[:300].replace(f"{name}.xlf validates\n", ""))
    try:
        from translate.storage import xliff
    except ImportError:
        print("skipped: the Translate Toolkit is absent (translate-toolkit)")
        return
    with open(check.path("xliff12.xlf"), "rb") as file:
        units = xliff.xlifffile(file).units
    plain = [re.sub("</?[a-z]+>", "", unit.source) for unit in units]
    check.say(plain == segments, f"Translate Toolkit reads the draft: {len(units)} of {len(segments)} segments, sources equal")
    wanted = [pairs.get(segment) for segment in segments]
    exact = [(unit.target, targets) for unit, targets in zip(units, wanted) if targets]
    check.say(exact and all(found in targets for found, targets in exact), f"Translate Toolkit reads {len(exact)} exact translations, equal to the memory's")
    states = [unit.xmlelement.find(XLIFF + "target").get("state") for unit in units]
    fuzzy = [(unit, state) for unit, state, targets in zip(units, states, wanted) if unit.target and not targets]
    good = fuzzy and all(state == "needs-review-translation" and unit.getalttrans() for unit, state in fuzzy)
    good = good and all(state == "translated" for state, targets in zip(states, wanted) if targets)
    check.say(good, f"{len(fuzzy)} matches wait for review, each with alternatives; no exact one does")
    known = set().union(*pairs.values())
    offered = [other.target for unit in units for other in unit.getalttrans()]
    check.say(offered and set(offered) <= known, f"Translate Toolkit reads {len(offered)} alternatives, each a text of the memory")


def check_omegat(check, segments):
    if not shutil.which("omegat"):
        print("skipped: omegat is absent")
        return
    check.run(check.diglot, "translate", "article.docx", "-o", "omegat.xlf", "--copy-source")
    project = check.path("project")
    for folder in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        os.makedirs(os.path.join(project, folder), exist_ok=True)
    with open(os.path.join(project, "omegat.project"), "w", encoding="utf-8") as file:
        file.write(PROJECT)
    shutil.copy(check.path("omegat.xlf"), os.path.join(project, "source"))
    check.run(check.diglot, "-q", "export", "-s", "zh-TW", "-t", "en", "--profile", "omegat", os.path.join(project, "tm", "memory.tmx"))
    check.run("omegat", project, "--mode=console-translate", f"--config-dir={check.path('omegat-settings')}", timeout=300)
    with open(os.path.join(project, "omegat", "project_stats.txt"), encoding="utf-8") as file:
        total = re.search(r"Total:\s+(\d+)", file.read())
    check.say(total and int(total[1]) == len(segments), f"OmegaT opens a project with the draft: {total and total[1]} of {len(segments)} segments")
    written = os.path.join(project, "target", "omegat.xlf")
    texts = [["".join(unit.find(XLIFF + "target").itertext()) for unit in etree.parse(path).iter(XLIFF + "trans-unit")] for path in (check.path("omegat.xlf"), written)]
    check.say(texts[0] and texts[0] == texts[1], f"OmegaT writes its {len(texts[0])} targets")
    done = check.run(check.diglot, "translate", "--back", written, "--document", "article.docx", "--unreviewed", "--no-store", "-o", "omegat.docx")
    opened = re.search(r"(\d+) waiting for review.*?(\d+) open", done.stderr)
    still = sum(re.sub("</?[a-z]+>", "", text) == segment for text, segment in zip(texts[1], segments))
    check.say(opened and 0 < still == int(opened[2]) and zipfile.is_zipfile(check.path("omegat.docx")), f"what OmegaT wrote makes a DOCX: {opened and opened[2]} of {still} segments open")


def finish(element):
    """What a translator would do: every text translated (here: marked), codes in their places, the state final."""
    for unit in element.iter(XLIFF + "trans-unit"):
        source, target = unit.find(XLIFF + "source"), unit.find(XLIFF + "target")
        for child in list(target):
            target.remove(child)
        target.text = source.text
        for child in source:
            copy = etree.SubElement(target, child.tag, child.attrib)
            copy.text, copy.tail = child.text, child.tail
        if source.text:
            target.text = "EN " + source.text
        else:
            target[0].tail = "EN " + source[0].tail
        target.attrib.pop("state-qualifier", None)
        target.set("state", "final")


def shape(part):
    """A part without texts and languages, empty runs of properties, and what is only there for the space around a text."""
    part = re.sub(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t/>", "<w:t/>", part)
    part = re.sub(r"<w:lang [^>]*/>", "", part)
    part = re.sub(r"<w:rPr></w:rPr>|<w:rPr/>", "", part)
    return re.sub(r"(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t/></w:r>(?:\1<w:t/></w:r>)+", r"\1<w:t/></w:r>", part)


def check_back(check, segments):
    tree = etree.parse(check.path("xliff12.xlf"))
    finish(tree.getroot())
    tree.write(check.path("finished.xlf"), encoding="utf-8", xml_declaration=True)
    done = check.run(check.diglot, "translate", "--back", "finished.xlf", "-o", "finished.docx")
    if not check.say(done.returncode == 0, f"a finished XLIFF comes back: {done.stderr.splitlines()[0] if done.stderr else ''}"):
        return
    before, after = (zipfile.ZipFile(check.path(name)) for name in ("article.docx", "finished.docx"))
    names = [info.filename for info in before.infolist()]
    changed = [name for name in names if before.read(name) != after.read(name)]
    good = names == [info.filename for info in after.infolist()] and set(changed) <= {"word/document.xml", "word/styles.xml"}
    check.say(good, f"of its {len(names)} parts only {' and '.join(changed)} changed")
    same = all(shape(before.read(name).decode()) == shape(after.read(name).decode()) for name in changed)
    check.say(same, "what changed in them is text and language: every format, link, cell and list is as it was")
    check.office("txt:Text (encoded):UTF8", "article.docx")
    check.office("txt:Text (encoded):UTF8", "finished.docx")
    with open(check.path("finished.txt"), encoding="utf-8-sig") as file:
        text = file.read()
    missing = [segment for segment in segments if "EN " + segment not in text]
    with open(check.path("article.txt"), encoding="utf-8-sig") as file:
        lines = len(file.read().splitlines())
    check.say(not missing and lines == len(text.splitlines()), f"LibreOffice opens it: {len(segments)} translations in {lines} lines" + "".join(f"\n   missing {one}" for one in missing[:3]))


def main():
    check = Check(*sys.argv[1:4])
    if not shutil.which("soffice"):
        print("skipped: soffice is absent (libreoffice-writer-nogui)")
        return 77
    segments = article(check)
    check.office("docx:MS Word 2007 XML", "article.html")
    if not os.path.exists(check.path("article.docx")):
        print("skipped: LibreOffice has no Writer (libreoffice-writer-nogui)")
        return 77
    check.run(check.diglot, "-q", "import", os.path.join(check.data, "sample-memory.tmx"), os.path.join(check.data, "starter-glossary.tbx"))
    check_drafts(check, segments, memory_pairs(check))
    check_omegat(check, segments)
    check_back(check, segments)
    return 1 if check.failed else 0


sys.exit(main())
