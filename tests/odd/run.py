#!/usr/bin/env python3
# run.py - other people's odd files, each through `inspect` and `render`; skipped where they are not.
"""run.py --cartouche CARTOUCHE [--data FOLDER] [--accept] [--only WORD] [-j N]

Geodata are described and drawn; YAML is taken for a map spec; lines of text become names on a map.
What must come of each stands in expected.txt, by outcome; --accept writes it, to be read.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import sys
import tempfile
import textwrap

import one

ROOT = one.HERE.parents[1]
EXPECTED = one.HERE / "expected.txt"
TEXTS = {".txt", ".markup", ".bin"}
LINES = 60  # of a file of texts that become names


def names_of(path, folder):
    """A GeoJSON whose names are the lines of a file, byte for byte but for what JSON must quote."""
    places, parts = 0, []
    for line in path.read_bytes().splitlines()[:LINES]:
        text = b"".join(b"\\u%04x" % c if c < 32 else b"\\" + bytes([c]) if c in b'"\\' else bytes([c]) for c in line)
        at = b"[%d,%d]" % (places % 10 * 3, places // 10 * 3)
        parts.append(b'{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Point","coordinates":%s}}'
                     % (text, at))
        places += 1
    source = folder / "names.geojson"
    source.write_bytes(b'{"type":"FeatureCollection","features":[' + b",\n".join(parts) + b"]}")
    return source


def try_file(cartouche, path, data):
    """{command: outcome} of a file, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="cartouche-odd-") as name:
        folder = pathlib.Path(name)
        if path.suffix in (".yaml", ".yml"):
            return {"render": one.draw(cartouche, path, folder, wants_ink=False)}
        if path.relative_to(data).parts[0] == "strings" and path.suffix in TEXTS:
            label = ", label: { text: \"{name}\" }"
            return one.try_source(cartouche, names_of(path, folder), folder, label, (900, 700))
        return one.try_source(cartouche, path, folder)


def cases(data, only):
    for path in sorted(data.rglob("*")):
        if path.is_file() and (not only or only in str(path.relative_to(data))):
            yield path


def try_all(cartouche, data, only, workers):
    """{name: {what: outcome}}"""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        jobs = {path: pool.submit(try_file, cartouche, path, data) for path in cases(data, only)}
        return {str(path.relative_to(data)): job.result() for path, job in jobs.items()}


def in_words(outcomes):
    return " | ".join(f"{what} {outcome}" for what, outcome in outcomes.items())


def read_expected():
    """{name: outcomes in words} of expected.txt."""
    expected, heading = {}, None
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line[3:]
        elif line.startswith("  "):
            expected.update(dict.fromkeys(line.split(), heading))
    return expected


def write_expected(results):
    """Those of files that were not tried stay as they are."""
    groups, words = {}, read_expected() if EXPECTED.exists() else {}
    words.update((name, in_words(outcomes)) for name, outcomes in results.items())
    for name, heading in words.items():
        groups.setdefault(heading, []).append(name)
    lines = ["# expected.txt - what comes of other people's odd files; written by run.py --accept, then read."]
    for heading, names in sorted(groups.items()):
        lines.append("== " + heading)
        lines += textwrap.wrap(" ".join(sorted(names)), 180, initial_indent="  ", subsequent_indent="  ",
                               break_long_words=False, break_on_hyphens=False)
    EXPECTED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def faults_of(name, outcomes, expected):
    """What is wrong with it, in lines."""
    for what, outcome in outcomes.items():
        if not outcome.good():
            yield f"{name}: {what} {outcome}"
    found = in_words(outcomes)
    if expected.get(name) != found:
        yield f"{name}: {found}\n  not: {expected.get(name)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--only", help="names that hold this")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    shared = pathlib.Path(os.environ.get("CARTOUCHE_SHARED_DATA", ROOT / "../shared/data"))
    data = (options.data or shared / "odd").resolve()
    if not data.is_dir():
        print("there are no odd files at", data)
        return 77
    results = try_all(options.cartouche, data, options.only, options.j)
    if options.accept:
        write_expected(results)
    expected = read_expected()
    faults = [fault for name, outcomes in results.items() for fault in faults_of(name, outcomes, expected)]
    print("\n".join(faults))
    print(f"{len(results)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
