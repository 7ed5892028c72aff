# with_cartopy.py - the benchmark's cases drawn by cartopy, on matplotlib: the plan of with_qgis.py, another program.
import pathlib
import subprocess

import cases
import with_qgis

NAME, LABEL = "cartopy", "cartopy"
PACKAGES = ["python3-cartopy"]
DRIVER = pathlib.Path(__file__).with_name("draw_cartopy.py")


def DRAWS(case):
    return case.ending == "png" and (case.source is None or not case.source.endswith("gpkg"))


def version():
    done = subprocess.run([with_qgis.PYTHON, "-c", "import cartopy; print(cartopy.__version__)"], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


def job(work):
    plan = with_qgis.job(work).command[-1]
    note = {"land": "", "figure": "labels where they are told, no title, key or scale bar", "batch": "one process"}[work.case.kind]
    return cases.Job([with_qgis.PYTHON, DRIVER, plan], note)
