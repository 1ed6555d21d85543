"""Where the benches' texts come from, and Diglot files made of them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNPACK = ROOT.parent / "shared" / "corpora" / "unpack"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
REPEATS = {"2M": 2, "5M": 5, "10M": 10}  # Sizes made of bench-LANG-1M, each copy's texts made different.


def find_corpora():
    """The folder with the unpacked corpora: $DIGLOT_CORPORA, else what ../shared/corpora/unpack makes. Exits without."""
    named = os.environ.get("DIGLOT_CORPORA")
    if named:
        folder = Path(named)
        if not (folder / "queries-dev").is_dir():
            sys.exit(f"bench: no corpora in {folder} (DIGLOT_CORPORA): queries-dev/ and bench-en-10k.tmx … are wanted")
        return folder
    if not UNPACK.exists():
        sys.exit(f"bench: no corpora: set DIGLOT_CORPORA to a folder that has them, or put {UNPACK} in its place")
    folder = CACHE / "diglot-corpora"
    subprocess.run([UNPACK, folder], check=True, stdout=sys.stderr)
    return folder


def queries_of(corpora, language):
    """The files of queries in a language."""
    return sorted((corpora / "queries-dev").glob(f"{language}-*.tsv"))


def memory_file(corpora, tools, language, size, work):
    """The TMX file of that language and size."""
    path = corpora / f"bench-{language}-{size}.tmx"
    if size in REPEATS:
        path = work / path.name
        if not path.exists():
            source = corpora / f"bench-{language}-1M.tmx"
            subprocess.run([tools / "bench_exchange", "repeat", source, str(REPEATS[size]), path], check=True)
    if not path.exists():
        sys.exit(f"bench: {path} is missing")
    return path


class Import:
    """A Diglot file made of a TMX file, and what that cost."""

    def __init__(self, tools, tmx, path):
        self.path = path
        self.made = not path.exists()
        self.cpu = self.wall = self.memory_mb = None
        if self.made:
            command = [tools / "diglot", "--db", path, "-q", "import", tmx]
            self.cpu, self.wall, self.memory_mb = run_measured(tools, command)


def run_measured(tools, command, stdin=None):
    """Runs a command; CPU seconds, wall seconds and peak memory in MB of the process."""
    if stdin:
        line = " ".join(f"'{part}'" for part in map(str, command))
        command = ["sh", "-c", f"exec {line} < '{stdin}' > '{os.devnull}'"]
    done = subprocess.run([tools / "bench_exchange", "run", *command], check=True, capture_output=True, text=True)
    cpu, wall, memory = done.stdout.splitlines()[-1].split()
    return float(cpu), float(wall), float(memory)
