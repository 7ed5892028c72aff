/* lint_text.c - rules 8 and 13: texts of a drawn map that are too pale on their ground, too small,
 * or of too many sizes. */
#include "pipeline.h"

#include <math.h>
#include <stdlib.h>

static const double TEXT_CONTRAST = 4.5;                /* WCAG 2.2, 1.4.3 */
static const double LEAST_SCREEN = 10, LEAST_PRINT = 8; /* px; the latter are 6 pt */
enum { MOST_SIZES = 5, SIZES = 32 };

/* ---- which class drew it --------------------------------------------------------------------- */

static bool same_color(ct_rgba a, ct_rgba b) {
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

/* How well a class fits what was drawn; 0: not at all. Bold words in a note have another weight,
 * required labels may have shrunk. */
static int likeness(const ct_text_class *class, const ct_text *text, const char *group) {
    const ct_font *font = &text->line.runs[0].font;
    if (!same_color(class->color, text->color) || !ct_streq(class->font.families, font->families))
        return 0;
    int score = 1;
    if (fabs(class->font.size - font->size) < 1e-6) score += 8;
    if (class->font.weight == font->weight) score += 4;
    if (class->font.italic == font->italic) score += 4;
    if (ct_streq(class->name, group)) score += 16;
    return score;
}

static const ct_text_class *class_of(const ct_style *style, const ct_text *text,
                                     const char *group) {
    const ct_text_class *best = NULL;
    int most = 0;
    for (size_t i = 0; i < style->text_count; i++) {
        int score = likeness(&style->texts[i], text, group);
        if (score > most) best = &style->texts[i];
        if (score > most) most = score;
    }
    return best;
}

/* ---- contrast -------------------------------------------------------------------------------- */

/* The text of least contrast, of all that were drawn alike. */
typedef struct faint {
    const ct_text_class *class; /* NULL: of no class */
    const char *words;
    double contrast;
    ct_rgba ground;
    size_t count;
} faint;

static double contrast_on(const ct_text *text, ct_rgba ground, ct_rgba *against) {
    *against = ground;
    if (text->halo_width > 0) *against = ct_color_over(ground, text->halo);
    return ct_color_contrast(ct_color_over(*against, text->color), *against);
}

/* The words of a text's line, as they were drawn. */
static const char *words_of(ct_arena *arena, const ct_text *text) {
    const char *words = "";
    for (size_t i = 0; i < text->line.run_count; i++)
        words = ct_printf(arena, "%s%s", words, text->line.runs[i].text);
    return words;
}

/* The halo of a block of several lines is a text of its own below its letters: it has been laid
 * into the backdrop. */
static void judge(ct_arena *arena, const ct_style *style, const char *group, const ct_text *text,
                  const ct_backdrop *below, faint *list, size_t *count) {
    ct_rgba on_light, on_dark;
    double light = contrast_on(text, below->lightest, &on_light);
    double dark = contrast_on(text, below->darkest, &on_dark);
    double least = fmin(light, dark);
    if (!(least < TEXT_CONTRAST - 0.05)) return; /* also where a picture lies below */
    const ct_text_class *class = class_of(style, text, group);
    size_t i = 0;
    while (i < *count && !(class && list[i].class == class))
        i++;
    if (i == *count) list[(*count)++] = (faint){ .class = class, .contrast = INFINITY };
    list[i].count++;
    if (least >= list[i].contrast) return;
    list[i].contrast = least;
    list[i].words = words_of(arena, text);
    list[i].ground = light < dark ? on_light : on_dark;
}

static const char *hex(ct_arena *arena, ct_rgba c) {
    return ct_printf(arena, "#%02x%02x%02x", (unsigned)lround(c.r * 255),
                     (unsigned)lround(c.g * 255), (unsigned)lround(c.b * 255));
}

static void tell_faint(ct_arena *scratch, const faint *f, ct_report *report) {
    const char *name = f->class ? ct_printf(scratch, "text class '%s': ", f->class->name) : "";
    ct_warn(report, f->class ? f->class->place : CT_NOWHERE,
            "%s'%s' has a contrast of %.1f:1 on its ground, %s; text needs %.1f:1", name, f->words,
            f->contrast, hex(scratch, f->ground), TEXT_CONTRAST);
    bool dark = ct_color_luminance(f->ground) < 0.18;
    const char *more =
        f->count > 1 ? ct_printf(scratch, " (%zu texts are affected)", f->count) : "";
    ct_hint(report, "make its 'color' %s, or give it a 'halo' that is %s%s",
            dark ? "lighter" : "darker", dark ? "darker" : "lighter", more);
}

/* ---- sizes ----------------------------------------------------------------------------------- */

typedef struct sizes {
    double px[SIZES];
    size_t count;
    double least; /* of all that is drawn */
    const char *least_words;
} sizes;

static int by_size(const void *a, const void *b) {
    const double *one = a, *other = b;
    return *one > *other ? -1 : *one < *other;
}

static void add_size(sizes *s, double px) {
    for (size_t i = 0; i < s->count; i++)
        if (fabs(s->px[i] - px) < 0.26) return;
    if (s->count < SIZES) s->px[s->count++] = px;
}

/* Whether a text belongs to the map rather than to the sheet: then its size counts; but not one
 * that a label has shrunk to, and not the N of the north arrow. */
static double size_that_counts(const ct_drawing *drawing, const ct_group *group, double px) {
    if (!group || ct_streq(group->id, "north-arrow")) return 0;
    if (group->role == CT_ROLE_ANNOTATION || group->role == CT_ROLE_FURNITURE) return px;
    if (group->role != CT_ROLE_LABEL || !group->id) return 0;
    for (size_t i = 0; i < drawing->label_count; i++)
        if (ct_streq(group->id + sizeof "label-" - 1, drawing->labels[i].id))
            return drawing->labels[i].style->font.size;
    return px;
}

static void tell_sizes(ct_arena *scratch, const ct_style *style, sizes *s, ct_report *report) {
    double least = style->print ? LEAST_PRINT : LEAST_SCREEN;
    if (s->least < least - 0.01) {
        ct_note(report, CT_NOWHERE, "'%s' is set in %.3gpx; %s", s->least_words, s->least,
                style->print ? "print needs 6pt, which is 8px" : "a screen needs 10px");
        ct_hint(report,
                style->print
                    ? "make its text class larger, or the drawing"
                    : "make its text class larger, or say 'medium: print' in a style for paper");
    }
    if (s->count <= MOST_SIZES) return;
    qsort(s->px, s->count, sizeof *s->px, by_size);
    const char *list = "";
    for (size_t i = 0; i < s->count; i++)
        list = ct_printf(scratch, "%s%s%.3g", list, i ? ", " : "", s->px[i]);
    ct_note(report, CT_NOWHERE, "the map has %zu sizes of type: %spx", s->count, list);
    ct_hint(report, "five do: let weight, capitals and colour tell ranks apart");
}

/* ---- a drawn map ------------------------------------------------------------------------------
 */

void ct_lint_texts(const ct_style *style, const ct_drawing *drawing, ct_report *report) {
    const ct_scene *scene = drawing->scene;
    ct_arena *scratch = ct_arena_new();
    size_t count, depth = 0, found = 0, next = 0;
    const ct_backdrop *below = ct_scene_backdrops(scratch, scene, &count);
    const ct_group **groups = CT_ARRAY(scratch, scene->node_count + 1, const ct_group *);
    faint *list = CT_ARRAY(scratch, count, faint);
    sizes s = { .least = INFINITY };
    for (size_t i = 0; i < scene->node_count; i++) {
        const ct_node *node = &scene->nodes[i];
        if (node->type == CT_NODE_BEGIN) groups[++depth] = &node->group;
        if (node->type == CT_NODE_END) depth--;
        if (next == count || below[next].node != i) continue;
        const ct_group *group = depth ? groups[depth] : NULL;
        double px = node->text.line.runs[0].font.size;
        judge(scratch, style, group ? group->id : NULL, &node->text, &below[next++], list, &found);
        double counts = size_that_counts(drawing, group, px);
        if (counts > 0) add_size(&s, counts);
        if (px >= s.least) continue;
        s.least = px;
        s.least_words = words_of(scratch, &node->text);
    }
    for (size_t i = 0; i < found; i++)
        tell_faint(scratch, &list[i], report);
    tell_sizes(scratch, style, &s, report);
    ct_arena_free(scratch);
}
