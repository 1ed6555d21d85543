#!/usr/bin/python3
"""Other programs asked the same, each in a process of its own; one line of JSON.

peers.py levenshtein TOKENS SECONDS            python-Levenshtein over every unit whose length allows 70 %; TOKENS is written
                                               by bench_match --tokens: characters stand for tokens, so the matches must agree
peers.py toolkit TMX QUERIES.tsv LANG SECONDS  Translate Toolkit's TM (its SQLite file with full-text index), 70 %
peers.py terms TERMS TEXT SECONDS              Translate Toolkit's terminology matching, a term and a text a line; prints MB/s
Queries are asked until SECONDS of CPU time are used up. Debian: python3-levenshtein, translate-toolkit.
"""

import json
import re
import sys
import tempfile
import time
from bisect import bisect_left
from html import unescape
from pathlib import Path

LEAST = 0.7
LIMIT = 5


def summary(times, **more):
    times = sorted(times)
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))] * 1e6
    mean = sum(times) / len(times) * 1e6
    return {"queries": len(times), "mean_us": mean, "p50_us": at(0.5), "p99_us": at(0.99), "max_us": times[-1] * 1e6, **more}


def levenshtein(path, seconds):
    import Levenshtein

    queries, units = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "Q":
                queries.append((fields[1], [int(score) for score in fields[2].split()]))
            else:
                units.append(fields[1])
    lengths = [len(unit) for unit in units]
    times, beyond = [], 0
    for text, expected in queries:
        start = time.process_time()
        n = len(text)
        first = bisect_left(lengths, n * LEAST)
        last = bisect_left(lengths, n / LEAST + 1e-9)
        best = []
        for unit in units[first : last + 1]:
            longer = max(n, len(unit))
            distance = Levenshtein.distance(text, unit)
            if distance * 10 <= longer * 3:
                best.append(10000 * (longer - distance) // longer if longer else 0)
        times.append(time.process_time() - start)
        best = sorted(best, reverse=True)[:LIMIT]
        beyond += sum(theirs > ours for theirs, ours in zip(best, expected + [0] * LIMIT))
        if sum(times) > seconds:
            break
    return summary(times, beyond=beyond)


def units_of(tmx):
    segment = re.compile(r'<tuv xml:lang="([^"]*)"[^>]*>.*?<seg>(.*?)</seg>', re.S)
    text = Path(tmx).read_text(encoding="utf-8")
    for unit in text.split("</tu>")[:-1]:
        (_, source), (_, target) = segment.findall(unit)[:2]
        yield {"source": unescape(source), "target": unescape(target), "context": ""}


def toolkit(tmx, queries, language, seconds):
    from translate.storage import tmdb

    other = "zh_TW" if language == "en" else "en"
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        memory = tmdb.TMDB(file.name, max_candidates=LIMIT, min_similarity=int(LEAST * 100))
        memory.add_list(units_of(tmx), language, other)
        times = []
        for line in Path(queries).read_text(encoding="utf-8").splitlines():
            start = time.process_time()
            memory.translate_unit(line.split("\t")[0], [language], [other])
            times.append(time.process_time() - start)
            if sum(times) > seconds:
                break
    return summary(times)


def terms(path, text, seconds):
    from translate.search import match
    from translate.storage import base

    store = base.TranslationStore()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        store.addsourceunit(line).target = line
    matcher = match.terminologymatcher(store)
    read = used = 0
    with open(text, encoding="utf-8") as file:
        for line in file:
            start = time.process_time()
            matcher.matches(line.rstrip("\n"))
            used += time.process_time() - start
            read += len(line.encode())
            if used > seconds:
                break
    return {"megabytes_per_second": read / 1e6 / used}


if __name__ == "__main__":
    if sys.argv[1] == "levenshtein":
        print(json.dumps(levenshtein(sys.argv[2], float(sys.argv[3]))))
    elif sys.argv[1] == "terms":
        print(json.dumps(terms(*sys.argv[2:4], float(sys.argv[4]))))
    else:
        print(json.dumps(toolkit(*sys.argv[2:5], float(sys.argv[5]))))
