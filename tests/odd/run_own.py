#!/usr/bin/env python3
# run_own.py - our own files with one fault each, and files cut anywhere: exactly what must come of them.
"""run_own.py --cartouche CARTOUCHE [--only WORD] [--accept]

What must come of each case of make.py stands in own.txt; --accept writes it, to be read.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import sys
import tempfile

import make
import one

EXPECTED = one.HERE / "own.txt"
GDAL_OWN = re.compile(r"signal \d+ \(.*?\)|(?<=can be read) \(.*\)")  # what differs from release to release
VARIES = {"kml-track-without-times", "json-words"}  # with the release of GDAL: any good outcome will do


def exact(words):
    """All of it but the folder."""
    return GDAL_OWN.sub("…", re.sub(r"\S*/cartouche-own-\w+/", "", words))[:240]


def facts(description):
    """What the description says of the shapes and the first field, in short."""
    f = description["features"]
    count = {name: f[name] for name in ("areas", "lines", "points", "without_geometry") if f[name]}
    field = (description["fields"] or [{}])[0]
    values = (field.get("values") or field.get("examples") or [None])[0]
    text = " ".join(f"{n} {name}" for name, n in count.items())
    return f"{text}; {description['points']} points; {ascii((values or '')[:30])}"


def try_case(cartouche, files):
    """One line: what `inspect` says, what it saw, and what comes of a drawing."""
    with tempfile.TemporaryDirectory(prefix="cartouche-own-") as name:
        folder = pathlib.Path(name)
        source = make.write(files, folder)
        label = ', label: { text: "{name}" }' if source.name.startswith("name-") else ""
        before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        seen, description = one.inspect(cartouche, source, folder)
        drawn = one.draw(cartouche, one.spec_for(source, folder, description, "", label, (300, 220)), folder)
        good = seen.good() and drawn.good()
        after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        beside = {n for n in after if before.get(n) != after[n]} - {"odd.map.yaml", "out.png", "out.svg"}
        line = f"inspect {seen}" + (f" [{facts(description)}]" if description else "") + f" | render {drawn}"
        return good and not beside, line + (f" | written beside it: {sorted(beside)}" if beside else "")


def try_cut(cartouche, name, files):
    """A fault, or None: a file that is cut must be refused, or what is lost be told."""
    part = re.search(r"(\.\w+)-", name)[1]
    source = next(iter(files))
    with tempfile.TemporaryDirectory(prefix="cartouche-own-") as folder:
        folder = pathlib.Path(folder)
        path = make.write({"cut" + end: data for end, data in files.items()}, folder)
        assert path.suffix == source
        outcome = one.draw(cartouche, one.spec_for(path, folder), folder)
    if part in (".shp", ".geojson") and outcome.what == "drawn" or not outcome.good():
        return f"{name}: {outcome}"
    return None


def read_expected():
    lines = EXPECTED.read_text(encoding="utf-8").splitlines() if EXPECTED.exists() else []
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    parser.add_argument("--only", default="")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--cuts", action="store_true", help="the files that are cut, and not the others")
    options = parser.parse_args()
    one.plain = exact
    faults = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        if options.cuts:
            jobs = [pool.submit(try_cut, options.cartouche, *cut) for cut in make.cuts() if options.only in cut[0]]
            faults = [job.result() for job in jobs if job.result()]
            print("\n".join(faults), f"\n{len(jobs)} cuts, {len(faults)} faults")
            return 1 if faults else 0
        jobs = {name: pool.submit(try_case, options.cartouche, files) for name, files in make.CASES.items()
                if options.only in name}
        results = {name: job.result() for name, job in jobs.items()}
    if options.accept:
        EXPECTED.write_text("# own.txt - what comes of our own odd files (make.py); by run_own.py --accept, then read.\n"
                            + "".join(f"{name}: {line}\n" for name, (_, line) in results.items()), encoding="utf-8")
    expected = read_expected()
    for name, (good, line) in results.items():
        if not good or (expected.get(name) != line and name not in VARIES):
            faults.append(f"{name}: {line}\n  not: {expected.get(name)}")
    print("\n".join(faults), f"\n{len(results)} cases, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
