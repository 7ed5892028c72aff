# pixels.py - Cartouche's pictures of the land against every point of the file drawn by Cairo (reference.c).
import pathlib
import shlex
import subprocess

import cases

SOURCE = pathlib.Path(__file__).with_name("reference.c")
MOST_MEAN, MOST_FAR = 0.05, 0.001
VIEWS = ("world", "robinson", "black-sea")
# Kind of a picture: the colours of fill and line.
KINDS = {"fill": (cases.LAND, None), "stroke": (None, cases.COAST), "land": (cases.LAND, cases.COAST)}
TITLES = {"fill": "fill alone", "stroke": "line alone", "land": "both"}
SPECK = 0.25  # px: of rings that are less, wide and high, Cartouche draws no line (docs/lake-country.md)


def program(cache):
    built = cache / "reference"
    if not built.exists() or built.stat().st_mtime < SOURCE.stat().st_mtime:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "cairo", "proj"], capture_output=True, text=True, check=True).stdout
        subprocess.run(["cc", "-O2", SOURCE, "-o", built, *shlex.split(flags), "-lshp", "-lm"], check=True)
    return built


def reference(case, kind, ground, cache, least):
    """The picture with nothing left out but the lines of rings below `least` px: slow, so made once."""
    out = cache / "reference-pictures" / f"{case.name}-{kind}-{least}.png"
    if not out.exists():
        out.parent.mkdir(exist_ok=True)
        crs = "degrees" if ground.crs == cases.DEGREES else ground.crs
        colors = [color[1:] if color else "none" for color in KINDS[kind]]
        part = out.with_suffix(".part")
        subprocess.run([program(cache), "draw", cache / "land" / case.source, part, *map(str, case.size), crs,
                        *(repr(x) for x in ground.extent), *colors, str(cases.COAST_WIDTH), str(least)], check=True)
        part.rename(out)
    return out


def check(options, cartouche):
    """[{"title", "case", "kind", "mean", "far"}], and says where it is more than is allowed."""
    rows = []
    folder = options.out / "pixels"
    folder.mkdir(exist_ok=True)
    for case in (c for c in cases.CASES if c.name in VIEWS):
        ground = cartouche.ground(case, options.cache / "ground", options.cache)
        for kind in KINDS:
            out = folder / f"{case.name}-{kind}.png"
            spec = cartouche.land_spec(case, folder, options.cache / "land" / case.source, kind)
            subprocess.run([cartouche.command, "render", spec, "-o", out], check=True, capture_output=True)
            for least in (0, SPECK) if KINDS[kind][1] else (0,):
                truth = reference(case, kind, ground, options.cache, least)
                said = subprocess.run([program(options.cache), "compare", out, truth], capture_output=True, text=True, check=True)
                mean, far = map(float, said.stdout.split())
                title = f"{case.title}, {TITLES[kind]}" + (", no line of specks" if least else "")
                rows.append({"title": title, "case": case.name, "kind": kind, "least": least, "mean": mean, "far": far})
                held = least or not KINDS[kind][1]  # with the lines of specks it is told, not held
                wrong = " !!!! MORE THAN IS ALLOWED" if held and (mean >= MOST_MEAN or far >= MOST_FAR) else ""
                print(f"pixels: {title}: mean {mean:.4f} of 255, {100 * far:.4f} % by more than 32{wrong}", flush=True)
    return rows
