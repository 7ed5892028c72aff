#!/usr/bin/env python3
# guard.py - instructions of three fixed drawings, counted by callgrind, against those of guard.txt: tells, never fails.
"""guard.py --cartouche CARTOUCHE --fonts FONTS.CONF [--accept]

The sample figure as PNG and as SVG, and a part of a large shapefile that is made here. Counts differ by some thousandths
from one set of libraries to another (guard.txt names its own), and not at all with the load of a machine. A slip is a
number that grows by more than 3 %; --accept makes the counts of this run those that the next ones are held against.
"""
import argparse
import contextlib
import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "bench" / "guard.txt"
SAMPLE = ROOT / "data" / "donbas" / "donbas.map.yaml"
SLIP = 1.03
PART = 'bbox: [4, 40, 22, 56], project: "+proj=lcc +lat_1=42 +lat_2=54 +lon_0=13"'


def large_map(folder):
    """The islands of tests/large as a shapefile of 8 MB, and a map of a part of them."""
    sys.path.insert(0, str(ROOT / "tests" / "large"))
    import islands
    islands.write_shapefile(folder / "land.shp", islands.countries())
    (folder / "s.style.yaml").write_text(islands.STYLE, encoding="utf-8")
    spec = folder / "large.map.yaml"
    spec.write_text(f"map: 1\nid: large\nstyle: s.style.yaml\nview: {{ {PART} }}\n"
                    "size: { width: 1200px, height: 900px }\ndata: { land: { file: land.shp } }\n"
                    "layers: [ { id: land, data: land, class: { by: kind, land: land, other: other } } ]\n", encoding="utf-8")
    return spec


def instructions(command, folder, environment):
    """What callgrind counts of a run; None where it does not come to an end."""
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'callgrind.out'}", *command],
                          capture_output=True, text=True, env=environment)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        print(f"guard: {' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr[-2000:]}")
        return None
    return int(found[1])


def count(cartouche, fonts):
    counts = {}
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory(prefix="cartouche-guard-") as name:
        folder = pathlib.Path(name)
        drawings = {"donbas-png": (SAMPLE, "map.png"), "donbas-svg": (SAMPLE, "map.svg"), "large-part": (large_map(folder), "part.png")}
        for case, (spec, out) in drawings.items():
            command = [cartouche, "render", spec, "-o", folder / out]
            if spec == SAMPLE:
                command += ["--lang", "en"]
            subprocess.run(command, capture_output=True, env=environment)  # fontconfig's cache is there, as in all later runs
            counts[case] = instructions(command, folder, environment)
    return {case: n for case, n in counts.items() if n}


def system():
    name = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{name}, {' '.join(platform.libc_ver())}"


def kept():
    """({case: instructions}, the system they were counted on)."""
    counts, where = {}, ""
    with contextlib.suppress(FileNotFoundError):
        for line in KEPT.read_text(encoding="utf-8").splitlines():
            if line.startswith("# on "):
                where = line[5:].partition("; ")[0]
            elif line and not line.startswith("#"):
                case, number = line.split()
                counts[case] = int(number.replace(",", ""))
    return counts, where


def accept(counts):
    lines = ["# guard.txt - instructions of three drawings, by `./run bench guard --accept`; what a later commit is held against.",
             f"# on {system()}; {datetime.date.today()}"]
    KEPT.write_text("\n".join(lines + [f"{case:12} {number:>15,}" for case, number in counts.items()]) + "\n", encoding="utf-8")


def tell(counts):
    old, where = kept()
    slips = []
    print("guard: instructions of a drawing, against tests/bench/guard.txt")
    if where != system():
        print(f"  (those are of {where or 'nowhere'}; this is {system()}: some thousandths mean nothing)")
    for case, number in counts.items():
        ratio = f"{number / old[case]:6.3f} ×" if case in old else "    new"
        print(f"  {case:12} {number:>15,} {ratio}")
        if case in old and number > SLIP * old[case]:
            slips.append(f"{case} takes {100 * (number / old[case] - 1):.1f} % more instructions")
    for slip in slips:
        print(f"guard: !!!!!!!! SLOWER: {slip} than when guard.txt was written !!!!!!!!")
    if slips:
        print("guard: where that is meant, ./run bench guard --accept")


def main():
    parser = argparse.ArgumentParser(description="Counts instructions of three drawings.")
    parser.add_argument("--cartouche", required=True, type=pathlib.Path, help="a release build, -march=x86-64-v2")
    parser.add_argument("--fonts", required=True, type=pathlib.Path, help="the tests' fonts.conf")
    parser.add_argument("--accept", action="store_true", help="keep the counts of this run in guard.txt")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("guard: valgrind is not installed: nothing counted")
        return 0
    counts = count(options.cartouche.resolve(), options.fonts.resolve())
    tell(counts)
    if options.accept:
        accept(counts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
