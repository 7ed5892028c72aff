/* limits.c - how much of anything is too much: one table, for the whole process. */
#include "base.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Far more than a map has use for, and less than what brings a machine down. */
static struct {
    const char *name, *unit;
    double most;
} limits[CT_LIMITS] = {
    [CT_LIMIT_FILE] = { "file", "bytes of a source", 8e9 },
    [CT_LIMIT_FEATURES] = { "features", "features of a source", 20e6 },
    [CT_LIMIT_VERTICES] = { "vertices", "points of a source", 300e6 },
    [CT_LIMIT_SECONDS] = { "seconds", "seconds with a file that GDAL reads", 300 },
    [CT_LIMIT_MEMORY] = { "memory", "bytes of memory for a file that GDAL reads", 8e9 },
    [CT_LIMIT_OUTPUT] = { "output", "bytes of an output", 1e9 },
};

double ct_limit(ct_limit_kind which) { return limits[which].most; }

bool ct_limit_set(const char *text, ct_report *report) {
    static const char powers[] = "KMG";
    const char *names[CT_LIMITS], *equals = strchr(text, '=');
    char number[40];
    size_t which = 0, size = equals ? (size_t)(equals - text) : strlen(text);
    for (size_t i = 0; i < CT_LIMITS; i++)
        names[i] = limits[i].name;
    while (which < CT_LIMITS &&
           (strlen(names[which]) != size || strncmp(names[which], text, size) != 0))
        which++;
    if (which == CT_LIMITS || !equals) {
        (void)ct_fail(report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "--limit: not like NAME=NUMBER: '%s'", text);
        ct_hint(report, "there are: file, features, vertices, seconds, memory, output");
        return false;
    }
    snprintf(number, sizeof number, "%s", equals + 1);
    size_t length = strlen(number);
    const char *power = length ? strchr(powers, number[length - 1]) : NULL;
    if (power && *power) number[length - 1] = '\0';
    double value;
    if (!ct_number_parse(number, &value) || !(value > 0))
        return ct_fail(report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                       "--limit: not a number such as 200, 50K, 8M or 2G: '%s'", equals + 1);
    limits[which].most = power && *power ? value * pow(1000, (double)(power - powers + 1)) : value;
    return true;
}

bool ct_limit_holds(ct_limit_kind which, double value, ct_place place, ct_report *report) {
    if (value <= limits[which].most) return true;
    (void)ct_fail(report, CARTOUCHE_BAD_DATA, place, "%.0f %s are over the limit of %.0f", value,
                  limits[which].unit, limits[which].most);
    ct_hint(report, "if that is meant: --limit %s=%.0f", limits[which].name, value);
    return false;
}
