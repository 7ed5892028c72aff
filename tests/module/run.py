# run.py - maps of the usual sources start without GDAL; those that need it load it, and are drawn.
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MINI = HERE.parent / "cli/data/mini"
KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Kut</name><ExtendedData>
<Data name="rank"><value>1</value></Data></ExtendedData><Point><coordinates>36.5,48.5</coordinates></Point>
</Placemark></Document></kml>
"""
TOPOJSON = """{"type":"Topology","objects":{"towns":{"type":"GeometryCollection","geometries":[
{"type":"Point","coordinates":[36.5,48.5],"properties":{"name":"Kut","rank":1}}]}},"arcs":[]}
"""


def run(command, folder, log):
    """The files that the dynamic linker opened for a run that must succeed."""
    for old in folder.glob(f"{log}.*"):
        old.unlink()
    environment = {**os.environ, "LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(folder / log)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return "".join(path.read_text(errors="replace") for path in folder.glob(f"{log}.*"))


def mini_with(folder, towns, where=""):
    """The small map, with its towns from another file or by another condition."""
    text = (folder / "mini.map.yaml").read_text(encoding="utf-8")
    entry = "towns: { file: towns.csv, xy: [lon, lat] }"
    if entry not in text:
        sys.exit("the small map has no such entry any more: " + entry)
    xy = ", xy: [lon, lat]" if towns.endswith(".csv") else ""
    changed = text.replace(entry, f"towns: {{ file: {towns}{xy}{where} }}")
    if not towns.endswith(".csv"):  # their fields have other names and types
        changed = re.sub(r"label: \{ text: \"\{name_\{lang\}\}\".*\}", "label: Kut", changed)
    path = folder / "changed.map.yaml"
    path.write_text(changed, encoding="utf-8")
    return path


def check_pictures(command, folder):
    """A PNG is drawn without librsvg, an SVG with it, in each output."""
    for name in ("boat.svg", "buoy.png"):
        shutil.copy(HERE.parent / "golden/data" / name, folder)
        text = (folder / "mini.map.yaml").read_text(encoding="utf-8")
        path = folder / "picture.map.yaml"
        path.write_text(text + f"\nannotations: [{{ kind: picture, at: top-left, file: {name} }}]\n", encoding="utf-8")
        for ending in ("png", "svg", "pdf"):
            opened = run([command, "render", path, "-o", folder / f"out.{ending}"], folder, "opened")
            if ("cartouche-svg.so" in opened) != name.endswith("svg"):
                sys.exit(f"{name} as {ending}: librsvg is loaded for the wrong picture")


def check_projections(command, folder):
    """PROJ is loaded for a projection that has no formula here, and for a code of an authority."""
    text = (folder / "mini.map.yaml").read_text(encoding="utf-8")
    path = folder / "projected.map.yaml"
    for wish, wanted in (("+proj=aea +lat_1=45 +lat_2=50 +lon_0=36", False), ("+proj=ortho +lat_0=48 +lon_0=36", True),
                         ("EPSG:32637", True)):
        changed = text.replace("view: { ", f'view: {{ project: "{wish}", ')
        if wish not in changed:
            sys.exit("the small map has no such view any more")
        path.write_text(changed, encoding="utf-8")
        opened = run([command, "render", path, "-o", folder / "out.png"], folder, "opened")
        if any((name in opened) != wanted for name in ("cartouche-proj.so", "libproj")):
            sys.exit(f"{wish}: PROJ is {'not ' if wanted else ''}loaded")


def check_films(command, folder):
    """A batch loads libwebpmux and giflib for a film of theirs alone (libwebp itself comes with libtiff)."""
    batch = [command, "batch", folder / "mini.map.yaml", "--dates", "2026-01-27", "--lang", "en"]
    for words, wanted in ((["-o", folder / "{date}.png"], False), (["--animate", folder / "film.webp"], True)):
        opened = run([*batch, *words], folder, "opened")
        if any((name in opened) != wanted for name in ("cartouche-film.so", "libwebpmux", "libgif")):
            sys.exit(f"{words[0]}: libwebpmux and giflib are {'not ' if wanted else ''}loaded")


def main():
    parser = argparse.ArgumentParser(description="When GDAL is loaded, and when not.")
    parser.add_argument("--cartouche", required=True)
    parser.add_argument("maps", nargs="+", type=pathlib.Path, help="maps that must do without GDAL")
    options = parser.parse_args()
    command = os.path.abspath(options.cartouche)
    with tempfile.TemporaryDirectory(prefix="cartouche-module-") as name:
        folder = pathlib.Path(name, "mini")
        shutil.copytree(MINI, folder)
        if "libcartouche" not in run([command, "--version"], folder, "version"):
            print("this linker does not tell what it opens: nothing is tested")
            return 0
        for path in options.maps:
            opened = run([command, "render", path.resolve(), "-o", folder / "out.png"], folder, "plain")
            if "gdal" in opened.lower():
                sys.exit(f"{path} loads GDAL")
            if "rsvg" in opened.lower():
                sys.exit(f"{path} loads librsvg")
            if "libproj" in opened:
                sys.exit(f"{path} loads PROJ")
        (folder / "towns.kml").write_text(KML, encoding="utf-8")
        (folder / "towns.topojson").write_text(TOPOJSON, encoding="utf-8")
        where = ", where: \"SUBSTR(name_en, 1, 1) <> '?'\""
        for changed in (("towns.kml",), ("towns.topojson",), ("towns.csv", where)):
            path = mini_with(folder, *changed)
            opened = run([command, "render", path, "-o", folder / "out.svg"], folder, "odd")
            if "cartouche-gdal.so" not in opened or "libgdal" not in opened:
                sys.exit(f"{' '.join(changed)} does not load GDAL")
            if 'id="layer-towns"' not in (folder / "out.svg").read_text(encoding="utf-8"):
                sys.exit(f"{' '.join(changed)}: no towns are drawn")
        check_projections(command, folder)
        check_pictures(command, folder)
        check_films(command, folder)
    print(f"{len(options.maps)} maps without GDAL, 3 with it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
