/* style_lint.c - what a house style can be told before any map is drawn in it. */
#include "spec.h"

#include <math.h>

/* Rule 12: the ground is muted. In CIELAB the sea of OpenStreetMap has a chroma of 15, a sky blue
 * like #99ccff one of 31. */
static const double GROUND_CHROMA = 22;
static const double TEXT_CONTRAST = 4.5; /* WCAG 2.2, 1.4.3 */

static void lint_ground(const ct_style *style, const char *name, ct_report *report) {
    const ct_area_class *area = ct_style_area(style, name);
    if (!area || !area->has_fill) return;
    ct_rgba paper = ct_color_over((ct_rgba){ 1, 1, 1, 1 }, style->sheet.paper);
    double chroma = ct_lab_chroma(ct_color_lab(ct_color_over(paper, area->fill)));
    if (chroma <= GROUND_CHROMA) return;
    ct_note(report, area->place,
            "area class '%s': its fill is saturated (a chroma of %.0f), and it is ground", name,
            chroma);
    ct_hint(report,
            "strong colours are for what the map tells: mute the ground to a chroma of %.0f "
            "or less",
            GROUND_CHROMA);
}

/* A text is read against its own halo, wherever that is not the local ground's. */
static void lint_halo(const ct_text_class *text, ct_report *report) {
    if (!(text->halo_width > 0) || text->halo.a < 0.5) return;
    double contrast = ct_color_contrast(text->color, text->halo);
    if (contrast >= TEXT_CONTRAST - 0.05) return;
    ct_warn(report, text->place,
            "text class '%s' has a contrast of %.1f:1 to its own halo; text needs %.1f:1",
            text->name, contrast, TEXT_CONTRAST);
    ct_hint(report, "a halo has the colour of the ground, the letters one that stands out from it");
}

void ct_style_lint(const ct_style *style, ct_report *report) {
    static const char *const grounds[] = { "land", "neighbour", "sea", "lake", "park", "built-up" };
    for (size_t i = 0; i < CT_COUNT(grounds); i++)
        lint_ground(style, grounds[i], report);
    for (size_t i = 0; i < style->text_count; i++)
        lint_halo(&style->texts[i], report);
}
