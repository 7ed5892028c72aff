# with_qgis.py - the benchmark's cases drawn by QGIS: a plan, and a program for its Python (draw_qgis.py).
import json
import pathlib
import subprocess

import cases

NAME, LABEL = "qgis", "QGIS"
PACKAGES = ["python3-qgis"]
DRIVER = pathlib.Path(__file__).with_name("draw_qgis.py")
PYTHON = "/usr/bin/python3"  # Debian's, for which its bindings are
START = ["env", "QT_QPA_PLATFORM=offscreen", "OGR_GEOJSON_MAX_OBJ_SIZE=0", PYTHON]


def DRAWS(case):
    return case.ending == "png"


def version():
    done = subprocess.run([PYTHON, "-c", "from qgis.core import Qgis; print(Qgis.QGIS_VERSION)"], capture_output=True, text=True)
    return done.stdout.strip().partition("-")[0] if done.returncode == 0 else None


def told(layer, day=""):
    label = layer.label._asdict() if layer.label else None
    return {**layer._asdict(), "file": layer.file.format(day=day), "label": label}


def job(work):
    case = work.case
    if case.kind == "land":
        layer = cases.Layer("land", str(work.source), "area", cases.LAND, cases.COAST, cases.COAST_WIDTH)
        ground, note, maps = "#ffffff", "both cores", [{"out": str(work.out), "layers": [told(layer)]}]
    else:
        layers = cases.figure_layers(work.data)
        ground = cases.SEA
        days = cases.DAYS if case.kind == "batch" else [""]
        note = "one process, both cores" if case.kind == "batch" else "no title, key or scale bar"
        maps = [{"out": str(work.out / f"{day}.png" if day else work.out), "layers": [told(x, day) for x in layers]} for day in days]
    plan = work.folder / "plan.json"
    plan.write_text(json.dumps({"size": case.size, "crs": work.ground.crs, "extent": work.ground.extent, "ground": ground,
                                "maps": maps}), encoding="utf-8")
    return cases.Job([*START, DRIVER, plan], note)
