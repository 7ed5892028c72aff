#!/usr/bin/env python3
# sixty.py - how long the sample map takes on sixty days in one batch: medians of CPU and wall time.
"""sixty.py --cartouche CARTOUCHE [--runs N] [--workers N] [--json FILE]

The nine sample lines of control are used in turn on sixty days, each moved by some metres, so that no two days have the
same data. Files and fonts are in the page cache. Nothing here is asserted by a test.
"""
import argparse
import datetime
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIRST = datetime.date(2025, 1, 1)
DAYS = 60
STEP = 1e-5  # degrees: about a metre


def moved(coordinates, by):
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0] + by, 7), *coordinates[1:]]
    return [moved(part, by) for part in coordinates]


def copy_map(folder):
    """The sample map with sixty lines of control; gives its spec."""
    shutil.copytree(ROOT / "styles", folder / "styles")
    shutil.copytree(ROOT / "data" / "donbas", folder / "data" / "donbas")
    control = folder / "data" / "donbas" / "control"
    lines = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(control.glob("*.geojson"))]
    for path in sorted(control.glob("*.geojson"))[1:]:  # the first is what the map compares with
        path.unlink()
    for i in range(DAYS):
        line = json.loads(json.dumps(lines[i % len(lines)]))
        for feature in line["features"]:
            feature["geometry"]["coordinates"] = moved(feature["geometry"]["coordinates"], i * STEP)
        day = FIRST + datetime.timedelta(i)
        (control / f"{day}.geojson").write_text(json.dumps(line), encoding="utf-8")
    return folder / "data" / "donbas" / "donbas.map.yaml"


def run_once(command):
    """(CPU s, wall s) of a run and its workers; it must draw all."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or f"{DAYS} drawn" not in done.stderr:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main():
    parser = argparse.ArgumentParser(description="Measures a batch of sixty maps.")
    parser.add_argument("--cartouche", required=True, help="the command, a release build")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=pathlib.Path, help="where the numbers go, for comparisons")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cartouche-bench-") as name:
        folder = pathlib.Path(name)
        last = FIRST + datetime.timedelta(DAYS - 1)
        command = [os.path.abspath(options.cartouche), "batch", copy_map(folder), "--dates", f"{FIRST}..{last}",
                   "--lang", "en", "-j", str(options.workers), "-o", folder / "out" / "{date}.png"]
        run_once(command)  # fills the page cache
        rows = [run_once(command) for _ in range(options.runs)]
    cpu, wall = (statistics.median(column) for column in zip(*rows))
    print(f"{DAYS} maps, {options.workers} workers: {cpu:.2f} s CPU, {wall:.2f} s wall "
          f"(medians of {options.runs}; {1000 * cpu / DAYS:.1f} ms CPU a map)")
    if options.json:
        found = {"maps": DAYS, "workers": options.workers, "cpu_s": cpu, "wall_s": wall}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
