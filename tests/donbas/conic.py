# conic.py - lon/lat to the map's crs: Lambert's conformal conic by Snyder's formulas, else cs2cs.
import math
import shutil
import subprocess

ELLIPSOIDS = {"WGS84": (6378137.0, 298.257223563), "GRS80": (6378137.0, 298.257222101)}


def parameters(crs):
    """The PROJ string as a dictionary; a parameter without a value is True."""
    found = {}
    for word in crs.split():
        key, _, value = word.lstrip("+").partition("=")
        found[key] = value or True
    return found


class Lambert:
    """Snyder, Map Projections: A Working Manual (USGS 1395), p. 107-109: ellipsoid, one or two
    standard parallels."""

    def __init__(self, values):
        number = lambda key, default: float(values.get(key, default))  # noqa: E731
        name = values.get("ellps", values.get("datum", "WGS84"))
        self.a, flattening = ELLIPSOIDS[name]
        f = 1 / flattening
        self.e = math.sqrt(f * (2 - f))
        self.lon0 = math.radians(number("lon_0", 0))
        self.x0, self.y0 = number("x_0", 0), number("y_0", 0)
        self.k0 = number("k_0", values.get("k", 1))
        lat1 = math.radians(number("lat_1", values.get("lat_0", 0)))
        lat2 = math.radians(number("lat_2", math.degrees(lat1)))
        lat0 = math.radians(number("lat_0", math.degrees(lat1)))
        m1, t1 = self.m(lat1), self.t(lat1)
        if abs(lat1 - lat2) < 1e-10:
            self.n = math.sin(lat1)
        else:
            self.n = (math.log(m1) - math.log(self.m(lat2))) / (math.log(t1) - math.log(self.t(lat2)))
        self.f = m1 / (self.n * t1**self.n)
        self.rho0 = self.a * self.k0 * self.f * self.t(lat0)**self.n

    def m(self, lat):
        return math.cos(lat) / math.sqrt(1 - (self.e * math.sin(lat))**2)

    def t(self, lat):
        es = self.e * math.sin(lat)
        return math.tan(math.pi / 4 - lat / 2) / ((1 - es) / (1 + es))**(self.e / 2)

    def forward(self, lon, lat):
        rho = self.a * self.k0 * self.f * self.t(math.radians(lat))**self.n
        theta = self.n * (math.radians(lon) - self.lon0)
        return self.x0 + rho * math.sin(theta), self.y0 + self.rho0 - rho * math.cos(theta)


def cs2cs(crs, lon, lat):
    if not shutil.which("cs2cs"):
        raise RuntimeError(f"cs2cs (proj-bin) is needed for {crs}")
    done = subprocess.run(["cs2cs", "-f", "%.6f", "+proj=longlat", "+datum=WGS84", "+to", *crs.split()],
                          input=f"{lon} {lat}\n", capture_output=True, text=True, check=True)
    x, y = done.stdout.split()[:2]
    return float(x), float(y)


def project(crs, lon, lat):
    """X, Y of a point in the units of a PROJ string or an authority code."""
    values = parameters(crs)
    if values.get("proj") == "lcc" and not set(values) & {"units", "towgs84", "axis", "pm"} - {"units"} \
            and values.get("units", "m") == "m":
        return Lambert(values).forward(lon, lat)
    return cs2cs(crs, lon, lat)
