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
    """{(name, command): outcome as text}"""
    results = {}
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        jobs = {path: pool.submit(try_file, cartouche, path, data) for path in cases(data, only)}
        for path, job in jobs.items():
            for command, outcome in job.result().items():
                results[str(path.relative_to(data)), command] = outcome
    return results


def read_expected():
    """{(name, command): outcome as text} of expected.txt."""
    expected, heading = {}, None
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            command, _, outcome = line[3:].partition(" ")
            heading = command, outcome
        elif line.startswith("  "):
            for name in line.split():
                expected[name, heading[0]] = heading[1]
    return expected


def write_expected(results):
    groups = {}
    for (name, command), outcome in results.items():
        groups.setdefault((command, str(outcome)), []).append(name)
    lines = ["# expected.txt - what comes of other people's odd files; written by run.py --accept, then read."]
    for (command, outcome), names in sorted(groups.items()):
        lines.append(f"== {command} {outcome}")
        lines += textwrap.wrap(" ".join(sorted(names)), 150, initial_indent="  ", subsequent_indent="  ",
                               break_long_words=False, break_on_hyphens=False)
    EXPECTED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--only", help="names that hold this")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--list", action="store_true", help="print every outcome")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    shared = pathlib.Path(os.environ.get("CARTOUCHE_SHARED_DATA", ROOT / "../shared/data"))
    data = (options.data or shared / "odd").resolve()
    if not data.is_dir():
        print("there are no odd files at", data)
        return 77
    results = try_all(options.cartouche, data, options.only, options.j)
    if options.list:
        for (name, command), outcome in sorted(results.items()):
            print(f"{command:8} {name}: {outcome}")
    if options.accept:
        write_expected(results)
    expected = read_expected() if EXPECTED.exists() else {}
    faults = [f"{command} {name}: {outcome}" for (name, command), outcome in results.items() if not outcome.good()]
    faults += [f"{command} {name}: {outcome}, not {expected[name, command]}"
               for (name, command), outcome in results.items()
               if outcome.good() and expected.get((name, command), str(outcome)) != str(outcome)]
    unknown = [key for key in results if key not in expected]
    print("\n".join(faults))
    print(f"{len(results)} runs, {len(faults)} faults, {len(unknown)} not in expected.txt")
    return 1 if faults or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
