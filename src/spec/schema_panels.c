/* schema_panels.c - the keys of panels: one map on several days. */
#include <math.h>
#include <stddef.h>

#include "spec.h"

static const ct_word ways[] = { { "dates", 0 }, { 0 } };
static const ct_range columns = { 1, 20 };
static const ct_range gaps = { 0, 400 };

static const ct_key panels_keys[] = {
    CT_KEY("dates", CT_T_DAYS, ct_panels_spec, days, .also = CT_ALSO(ct_panels_spec, count),
           .required = true,
           .doc = "A panel each: days, or ranges such as 2022-03-01..2022-12-31/30d."),
    CT_KEY("by", CT_T_ENUM, ct_panels_spec, by, .detail = ways, .fallback = "dates",
           .doc = "What tells the panels apart: dates."),
    CT_KEY("cols", CT_T_INTEGER, ct_panels_spec, cols, .detail = &columns,
           .doc = "How many stand side by side; without it, as many as suit the sheet."),
    CT_KEY("gap", CT_T_LENGTH, ct_panels_spec, gap, .detail = &gaps, .fallback = "12px",
           .doc = "Between the panels' frames."),
    CT_KEY("title", CT_T_WORDS, ct_panels_spec, title, .fallback = "{date:long}",
           .doc = "Above each panel, a template: {date} is the panel's day."),
    CT_KEY("titles", CT_T_WORDS_LIST, ct_panels_spec, titles,
           .also = CT_ALSO(ct_panels_spec, title_count),
           .doc = "A title each in place of `title`: as many as there are dates."),
};

static void finish_panels(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    const ct_panels_spec *panels = target;
    const ct_yaml_item *titles = ct_yaml_find(node, "titles"), *title = ct_yaml_find(node, "title");
    (void)place;
    if (titles && title)
        ct_fault(binding, titles->key.place,
                 "panels have both 'title' and 'titles'; they take one");
    else if (titles && panels->title_count > 0 && panels->count > 0 &&
             panels->title_count != panels->count)
        ct_fault(binding, titles->value->place, "'titles' are %zu, and 'dates' are %zu",
                 panels->title_count, panels->count);
}

const ct_record ct_record_panels = {
    .name = "panels",
    .doc = "The same map on several days, side by side: one view, scale and key.",
    .keys = panels_keys,
    .count = CT_COUNT(panels_keys),
    .shorthand = "dates",
    .place_at = CT_ALSO(ct_panels_spec, place),
    .finish = finish_panels,
};
