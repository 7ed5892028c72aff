/* gdal.c - the module that holds GDAL, loaded from beside this library when it is first needed. */
#include "source.h"

#include <pthread.h>

/* GDAL brings over a hundred libraries; a map of shapefiles, GeoJSON and CSV asks for none. */
static const char file_name[] = "cartouche-gdal.so";

static struct {
    const ct_gdal *module;
    char why[1400]; /* room for the path */
} loaded;

static void load(void) {
    loaded.module = ct_module_load(file_name, "cartouche_gdal", loaded.why, sizeof loaded.why);
}

const ct_gdal *ct_gdal_open(ct_place place, const char *what, ct_report *report) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load); /* it stays loaded: GDAL does not take being unloaded well */
    if (loaded.module) return loaded.module;
    ct_fail(report, CARTOUCHE_BAD_IO, place, "%s needs GDAL, which cannot be loaded: %s", what,
            loaded.why);
    ct_hint(report, "install Cartouche whole, with lib/cartouche/%s and the GDAL library",
            file_name);
    return NULL;
}
