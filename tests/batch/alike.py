#!/usr/bin/env python3
# alike.py - the sample map on all its dates: a batch, however it is shared out, draws what a cold start draws.
"""alike.py --cartouche CARTOUCHE"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAP = ROOT / "data" / "donbas" / "donbas.map.yaml"
DATES = sorted(path.stem for path in (MAP.parent / "control").glob("*.geojson"))
ENDINGS = ["png", "svg", "pdf", "trace"]


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{words}: status {done.returncode}\n{done.stderr}")
    return done.stderr.strip().splitlines()


def cold(cartouche, out, lang, date):
    """Renders a date by itself; gives what was told of it."""
    words = [word for ending in ENDINGS for word in ("-o", out / f"{date}-{lang}.{ending}")]
    return run(cartouche, "render", MAP, "--date", date, "--lang", lang, *words)


def batch(cartouche, out, *words):
    outputs = [word for ending in ENDINGS for word in ("-o", out / ("{date}-{lang}." + ending))]
    told = run(cartouche, "batch", MAP, "--dates", "all", *outputs, *words)
    return told[:-1]  # the last line is the summary


def compare(cold_out, out, why):
    names = sorted(path.name for path in cold_out.iterdir())
    found = sorted(path.name for path in out.iterdir())
    assert names == found, (why, set(names) ^ set(found))
    for name in names:
        assert (cold_out / name).read_bytes() == (out / name).read_bytes(), f"{why}: {name} differs"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    options = parser.parse_args()
    assert len(DATES) == 9, DATES
    langs = ["en", "uk"]
    with tempfile.TemporaryDirectory(prefix="cartouche-alike-") as name:
        folder = pathlib.Path(name)
        alone = folder / "alone"
        alone.mkdir()
        told = []
        for date in DATES:
            for lang in langs:
                told += cold(options.cartouche, alone, lang, date)
        ways = {"j1": ["-j1"], "j2": ["-j2"], "shards": None}
        for way, words in ways.items():
            out = folder / way
            heard = []
            for more in [words] if words else [["-j1", "--shard", f"{k}/3"] for k in (1, 2, 3)]:
                heard += batch(options.cartouche, out, "--lang", ",".join(langs), *more)
            compare(alone, out, way)
            assert sorted(heard) == sorted(told), f"{way}: {json.dumps([sorted(heard), sorted(told)], indent=1)}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
