#!/usr/bin/python3
"""documents.py DIGLOT DOCUMENT_TEST WORK: the documents of the round-trip tests with every letter a capital, opened in LibreOffice.

The tests leave each DOCX, ODT and page of HTML as it was and with other text. LibreOffice says what it reads of both: the same but for
capitals, and every text of a block that it shows at all in capitals. Exit 77 where LibreOffice is absent.
"""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

INPUT = {".html": ["--infilter=HTML (StarWriter)"]}


def office(work, suffix, files):
    """The text of each file, as LibreOffice has it; nothing where it cannot open one."""
    out = work / f"text{suffix}"
    out.mkdir(exist_ok=True)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", *INPUT.get(suffix, []), "--convert-to", "txt:Text (encoded):UTF8", "--outdir", out]
    subprocess.run([*map(str, command), *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    texts = {}
    for file in files:
        text = out / f"{file.name[:-len(suffix)]}.txt"
        texts[file.name] = text.read_text("utf-8-sig") if text.exists() else None
    return texts


def capitals(text):
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def unbroken(text):
    """Without spaces between Han characters: a line end between two of them is none for us, and a space for LibreOffice."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \n](?=[\u4e00-\u9fff])", "", text)


def plain(text):
    return re.sub(r"[\s\u00ad\u2011-]+", " ", text).strip()


def pieces(diglot, file):
    """The texts between the codes of a document's blocks."""
    done = subprocess.run([diglot, "--json", "segment", "-s", "en", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for segment in json.loads(done.stdout)["segments"]:
        for node in segment.get("content") or [segment["text"]]:
            if isinstance(node, str) and plain(node):
                yield plain(node)


def main():
    diglot, test, work = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    if not shutil.which("soffice"):
        print("skipped: soffice is absent (libreoffice-writer-nogui)")
        return 77
    kept = work / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    subprocess.run([test, "--gtest_filter=*.ComesBackAsItWasAndWithOtherText"], check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, DIGLOT_KEEP_DOCUMENTS=str(kept)))
    failed = False
    for suffix in (".docx", ".odt", ".html"):
        files = sorted(kept.glob(f"*{suffix}"))
        texts = office(work, suffix, files)
        faults, shown = [], 0
        for file in files:
            if ".before." not in file.name:
                continue
            before, after = texts[file.name], texts[file.name.replace(".before.", ".after.")]
            if before is None or after is None:
                faults.append(f"{file.name}: LibreOffice does not open it")
            elif unbroken(capitals(before)) != unbroken(capitals(after)):
                faults.append(f"{file.name}: {before!r} became {after!r}")
            else:
                seen = [piece for piece in pieces(diglot, file) if piece in plain(before)]
                shown += len(seen)
                faults += [f"{file.name}: {piece!r} is not changed in {after!r}" for piece in seen if capitals(piece) not in plain(after)]
        good = len(files) >= 60 and not faults
        failed |= not good
        print(f"{'ok' if good else 'FAILED'}: LibreOffice opens {len(files) // 2} documents ({suffix[1:].upper()}) with other text: {shown} texts as expected")
        for fault in faults[:8]:
            print("   " + fault)
    return 1 if failed else 0


sys.exit(main())
