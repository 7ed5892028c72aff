# cold.py - how long a map takes from a cold start: median CPU of many runs, and stage by stage.
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

EMPTY_MAP = """# empty.map.yaml - a page with nothing on it.
map: 1
id: empty
style: empty.style.yaml
text: { title: "Empty", source: "None", alt: "Nothing." }
view: { bbox: [36, 47, 40, 50] }
size: { width: 1200px, height: 1000px }
data: {}
layers: []
"""
EMPTY_STYLE = "# empty.style.yaml - the least of styles.\nstyle: 1\nfonts: { sans: [Open Sans, DejaVu Sans] }\n"


def run_once(command):
    """(CPU ms, wall ms, peak MiB) of one run; the run must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}\n{said.decode()}")
    return 1000 * (usage.ru_utime + usage.ru_stime), 1000 * wall, usage.ru_maxrss / 1024


def measure(name, command, runs):
    """Prints a row: the median and the quartiles of CPU, the median wall time and the peak."""
    run_once(command)  # fills the page cache; "cold" is a new process, not a new disk
    rows = [run_once(command) for _ in range(runs)]
    cpu, wall, peak = zip(*rows)
    low, middle, high = statistics.quantiles(cpu, n=4)
    print(f"{name:32} {middle:8.1f} {low:8.1f} {high:8.1f} {statistics.median(wall):8.1f} {max(peak):8.1f}")
    return {"name": name, "cpu_ms": middle, "wall_ms": statistics.median(wall), "peak_mib": max(peak)}


def stages(command, report, runs):
    """Median ms of each stage, from the report of each run."""
    found = {}
    for _ in range(runs):
        run_once(command)
        for stage, ms in json.loads(report.read_text(encoding="utf-8"))["ms"].items():
            found.setdefault(stage, []).append(ms)
    for stage, values in found.items():
        print(f"    {stage:28} {statistics.median(values):8.1f}")
    return {stage: statistics.median(values) for stage, values in found.items()}


def main():
    parser = argparse.ArgumentParser(description="Measures cold starts.")
    parser.add_argument("--cartouche", required=True, help="the command, a release build")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", type=pathlib.Path, help="where the numbers go, for comparisons")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    if options.runs < 2:
        parser.error("--runs: two or more are needed for a median with quartiles")
    command = os.path.abspath(options.cartouche)
    with tempfile.TemporaryDirectory(prefix="cartouche-bench-") as name:
        folder = pathlib.Path(name)
        empty, report = folder / "empty.map.yaml", folder / "report.json"
        empty.write_text(EMPTY_MAP, encoding="utf-8")
        (folder / "empty.style.yaml").write_text(EMPTY_STYLE, encoding="utf-8")
        print(f"{'':32} {'CPU ms':>8} {'25 %':>8} {'75 %':>8} {'wall ms':>8} {'MiB':>8}")
        rows = [measure("--version", [command, "--version"], options.runs)]
        for what, path in (("empty map", empty), (options.map.name, options.map)):
            for ending in ("png", "svg", "pdf"):
                rows.append(measure(f"{what}, {ending}", [command, "render", path, "-o", folder / f"map.{ending}"],
                                    options.runs))
        print(f"{options.map.name}, png, by stage (ms)")
        by_stage = stages([command, "render", options.map, "-o", folder / "map.png", "--report", report], report,
                          options.runs)
    if options.json:
        options.json.write_text(json.dumps({"rows": rows, "stages": by_stage}, indent=2) + "\n", encoding="utf-8")
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(f"(the measuring itself took {1000 * (own.ru_utime + own.ru_stime):.0f} ms, not counted above)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
