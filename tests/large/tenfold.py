# tenfold.py - a file ten times as large takes hardly more memory.
"""tenfold.py --cartouche CARTOUCHE

The islands of run.py, some 20 MB of them, and the same ten times over, each time a little aside (tests/bench/peers/tenfold.py):
the peak of what a map of the world takes grows by less than a fifth.
"""
import argparse
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

import islands

MOST = 1.2
TENFOLD = pathlib.Path(__file__).resolve().parents[1] / "bench" / "peers" / "tenfold.py"
STYLE = """style: 1
fonts: { sans: [Open Sans, DejaVu Sans] }
color: { land: "#d8cfb8", ink: "#303030" }
area: { land: { fill: land, stroke: { color: ink, width: 0.5px } } }
"""
SPEC = """map: 1
id: tenfold
style: s.style.yaml
view: {{ bbox: [-180, -85, 180, 85], project: "+proj=robin" }}
size: {{ width: 1600px, height: 900px }}
data: {{ land: {{ file: {name}.shp }} }}
layers: [ {{ id: land, data: land, class: land, keep: true }} ]
"""


def some_islands():
    random.seed(20261125)
    return [[islands.ring(random.uniform(-160, 160), random.uniform(-60, 60), 10 ** random.uniform(-2, 0.7), 10)]
            for _ in range(230)]


def peak(command, folder, name):
    """KiB, of one map in a process of its own."""
    (folder / f"{name}.map.yaml").write_text(SPEC.format(name=name))
    # a sanitizer keeps what was freed: that is not the program's memory
    around = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=1:" + os.environ.get("ASAN_OPTIONS", ""))
    child = subprocess.Popen([command, "render", f"{name}.map.yaml", "-o", f"{name}.png"], cwd=folder, env=around,
                             stderr=subprocess.PIPE, text=True)
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{name}: ended with {status}\n{told}")
    return usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", type=pathlib.Path)
    parser.add_argument("--make", type=pathlib.Path, help="write the islands, and no more")
    words = parser.parse_args()
    if words.make:
        islands.write_shapefile(words.make, some_islands())
        return 0
    command = words.cartouche.resolve()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="cartouche-tenfold-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        folder = pathlib.Path(name)
        (folder / "s.style.yaml").write_text(STYLE)
        # by another process: the peak of a child is never below that of its parent when it was made
        subprocess.run([sys.executable, __file__, "--make", folder / "one.shp"], check=True)
        subprocess.run([sys.executable, TENFOLD, folder / "one.shp", folder / "ten.shp"], check=True)
        sizes = {n: (folder / f"{n}.shp").stat().st_size for n in ("one", "ten")}
        if sizes["one"] < 15e6 or sizes["ten"] < 9.9 * sizes["one"]:
            sys.exit(f"the files are too small: {sizes}")
        one, ten = peak(command, folder, "one"), peak(command, folder, "ten")
        print(f"{sizes['one'] / 1e6:.0f} MB: {one / 1024:.1f} MiB; {sizes['ten'] / 1e6:.0f} MB: {ten / 1024:.1f} MiB")
        if ten > MOST * one:
            sys.exit(f"a file ten times as large took {ten / one:.2f} times the memory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
