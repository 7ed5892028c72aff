# run.py - what README promises: its first map draws, its Makefile redraws what changed and no more.
"""Usage: run.py --cartouche FILE

Takes the blocks of code from README.md as they stand there and runs them in a folder
with links to this project's data and styles.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]


def block(kind):
    text = (TOP / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"```{kind}\n(.*?)```", text, re.S)
    if not found:
        sys.exit(f"README.md has no block of {kind}")
    return found.group(1)


def run(folder, *words, **more):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, **more)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def first_map(folder, command):
    spec = block("yaml")
    if len(spec.splitlines()) > 12:
        sys.exit("README's first map has grown: it was to be some ten lines")
    (folder / "first.map.yaml").write_text(spec, encoding="utf-8")
    run(folder, command, "render", "first.map.yaml", "-o", "first.png", "--report", "first.json")
    if (folder / "first.png").read_bytes()[:8] != b"\x89PNG\r\n\x1a\n":
        sys.exit("README's first map is no PNG")


def makefile(folder, command):
    (folder / "Makefile").write_text(block("make"), encoding="utf-8")
    path = f"{pathlib.Path(command).parent}{os.pathsep}{os.environ['PATH']}"
    make = lambda: run(folder, "make", env={**os.environ, "PATH": path})
    if make().count("cartouche render") != 8:
        sys.exit("README's Makefile was to draw eight maps")
    if "cartouche render" in make():
        sys.exit("README's Makefile draws what has not changed")
    line = folder / "data/donbas/control/2024-12-31.geojson"
    os.utime(line)
    again = make()
    if again.count("cartouche render") != 2 or again.count("--date 2024-12-31") != 2:
        sys.exit(f"a new control line was to redraw its two maps:\n{again}")
    style = folder / "styles/newsroom.style.yaml"
    os.utime(style)
    if make().count("cartouche render") != 8:
        sys.exit("a new style was to redraw all maps")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--cartouche", required=True)
    command = str(pathlib.Path(options.parse_args().cartouche).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in ("data", "styles"):
            shutil.copytree(TOP / part, folder / part)
        first_map(folder, command)
        makefile(folder, command)


main()
