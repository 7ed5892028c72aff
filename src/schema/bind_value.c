/* bind_value.c - keys whose value is a single text: checked and stored, or told. */
#include <math.h>
#include <string.h>

#include "schema.h"

static void *field(void *target, size_t offset) { return (char *)target + offset; }

const char *ct_words_list(ct_arena *arena, const ct_word *words) {
    const char *list = "";
    for (const ct_word *word = words; word->name; word++) {
        if (word->value == CT_WORD_UNSUPPORTED) continue;
        if (word > words && word[-1].value == word->value) continue; /* an alias */
        bool last = true;
        for (const ct_word *rest = word + 1; rest->name; rest++)
            if (rest->value != word->value && rest->value != CT_WORD_UNSUPPORTED) last = false;
        list = ct_printf(arena, "%s%s%s", list,
                         word == words ? ""
                         : last        ? " or "
                                       : ", ",
                         word->name);
    }
    return list;
}

static void tell_word(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                      const ct_word *words) {
    const char *names[64];
    size_t count = 0;
    for (const ct_word *word = words; word->name && count < CT_COUNT(names); word++)
        if (word->value != CT_WORD_UNSUPPORTED) names[count++] = word->name;
    if (ct_fault(binding, node->place, "'%s' must be %s, not '%s'", key->name,
                 ct_words_list(binding->arena, words), node->text))
        ct_suggest(binding->report, ct_nearest(node->text, names, count));
}

static void bind_enum(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    const ct_word *word = ct_word_find(key->detail, node->text);
    if (!word)
        tell_word(binding, key, node, key->detail);
    else if (word->value == CT_WORD_UNSUPPORTED)
        ct_fault(binding, node->place, "'%s: %s' is not supported by this version", key->name,
                 node->text);
    else if (key->type == CT_T_SWITCH)
        *(bool *)field(target, key->offset) = word->value != 0;
    else
        memcpy(field(target, key->offset), &word->value, sizeof word->value);
}

/* The data of a path begins with M or m and then no letter: no word does. */
static bool is_path(const char *text) {
    return (text[0] == 'M' || text[0] == 'm') && text[1] && strchr(" \t\n,.+-0123456789", text[1]);
}

static void bind_form(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (is_path(node->text))
        *(ct_name *)field(target, key->also - 1) = (ct_name){ node->text, node->place };
    else
        bind_enum(binding, key, node, target);
}

static void bind_bool(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    bool yes = strcmp(node->text, "true") == 0;
    if (node->quoted || (!yes && strcmp(node->text, "false") != 0))
        ct_fault(binding, node->place, "'%s' must be true or false, not '%s'", key->name,
                 node->text);
    else
        *(bool *)field(target, key->offset) = yes;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static const char *number_text(ct_arena *arena, double value) {
    ct_buffer buffer = { 0 };
    ct_buffer_number(&buffer, value, 4);
    const char *text = ct_strdup(arena, buffer.data);
    ct_buffer_free(&buffer);
    return text;
}

/* Is `value` within the key's range? Tells where it is not; `unit` for the words of it. */
static bool check_range(ct_binding *binding, const ct_key *key, const ct_yaml *node, double value,
                        const char *unit) {
    const ct_range *range = key->detail;
    if (!range || (value >= range->min && value <= range->max)) return true;
    const char *low = number_text(binding->arena, range->min);
    if (isinf(range->max))
        ct_fault(binding, node->place, "'%s' must be at least %s%s, not '%s'", key->name, low, unit,
                 node->text);
    else
        ct_fault(binding, node->place, "'%s' must be from %s%s to %s%s, not '%s'", key->name, low,
                 unit, number_text(binding->arena, range->max), unit, node->text);
    return false;
}

static void bind_number(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double value;
    bool whole = key->type == CT_T_INTEGER;
    bool worded = ct_streq(key->fallback, "none") || ct_streq(key->fallback, "auto");
    if (!whole && worded && ct_streq(node->text, key->fallback)) {
        *(double *)field(target, key->offset) = NAN; /* not given */
        return;
    }
    if (!ct_number_parse(node->text, &value) || (whole && value != floor(value))) {
        ct_fault(binding, node->place, "'%s' must be a %s%s, not '%s'", key->name,
                 whole ? "whole number" : "number",
                 ct_streq(key->fallback, "auto") ? " or auto" : "", node->text);
        return;
    }
    if (!check_range(binding, key, node, value, "")) return;
    if (whole)
        *(int *)field(target, key->offset) = (int)value;
    else
        *(double *)field(target, key->offset) = value;
}

/* A length; on false it was told. */
static bool take_length(ct_binding *binding, const ct_key *key, const ct_yaml *node, double *px) {
    const char *why;
    if (!ct_length_parse(node->text, px, &why)) {
        if (strncmp(why, "must", 4) != 0)
            ct_fault(binding, node->place, "'%s: %s' %s", key->name, node->text, why);
        else
            ct_fault(binding, node->place, "'%s' %s, not '%s'", key->name, why, node->text);
        return false;
    }
    return check_range(binding, key, node, *px, "px");
}

static void bind_length(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double px;
    if (take_length(binding, key, node, &px)) *(double *)field(target, key->offset) = px;
}

static void bind_em(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    size_t n = strlen(node->text);
    double value;
    if (n > 2 && strcmp(node->text + n - 2, "em") == 0 &&
        ct_number_parse(ct_strndup(binding->arena, node->text, n - 2), &value)) {
        if (fabs(value) <= 10)
            *(double *)field(target, key->offset) = value;
        else
            ct_fault(binding, node->place, "'%s' must be from -10em to 10em, not '%s'", key->name,
                     node->text);
        return;
    }
    bind_length(binding, key, node, target);
}

static void bind_share(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double share;
    if (ct_share_parse(node->text, &share))
        *(double *)field(target, key->offset) = share;
    else
        ct_fault(binding, node->place, "'%s' must be from 0%% to 100%%, not '%s'", key->name,
                 node->text);
}

static void bind_extent(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_extent extent = { .given = true };
    if (!strchr(node->text, '%')) {
        if (!take_length(binding, key, node, &extent.px)) return;
    } else if (!ct_share_parse(node->text, &extent.share)) {
        ct_fault(binding, node->place, "'%s' must be from 0%% to 100%%, or a length, not '%s'",
                 key->name, node->text);
        return;
    }
    *(ct_extent *)field(target, key->offset) = extent;
}

static void bind_area(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (!ct_area_parse(node->text, field(target, key->offset)))
        ct_fault(binding, node->place, "'%s' must be an area, such as '0.05km2', not '%s'",
                 key->name, node->text);
}

static void bind_scale(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (!ct_scale_parse(node->text, field(target, key->offset)))
        ct_fault(binding, node->place, "'%s' must be a scale, such as '1:2500000', not '%s'",
                 key->name, node->text);
}

static void bind_ground(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_distance distance;
    bool below = node->text[0] == '-';
    if (!ct_distance_parse(node->text + below, &distance) ||
        (!distance.ground && distance.length != 0)) {
        ct_fault(binding, node->place,
                 "'%s' must be a distance on the ground, such as '5km', '800m' or '3mi', not '%s'",
                 key->name, node->text);
        return;
    }
    double metres = below ? -distance.length : distance.length;
    if (check_range(binding, key, node, metres, "m"))
        *(double *)field(target, key->offset) = metres;
}

/* ---- days ------------------------------------------------------------------------------------ */

/* Is it written YYYY-MM-DD, be it a day or not? */
static bool is_day_form(const char *text) {
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
    return true;
}

static void bind_day(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (key->also)
        *(ct_name *)field(target, key->also - 1) =
            (ct_name){ .text = node->text, .place = node->place };
    if (strcmp(node->text, "none") == 0 && !node->place.line) { /* the default */
        *(ct_day *)field(target, key->offset) = CT_NO_DAY;
        if (key->also) *(ct_name *)field(target, key->also - 1) = (ct_name){ 0 };
        return;
    }
    if (ct_day_parse(node->text, field(target, key->offset))) return;
    ct_fault(binding, node->place,
             is_day_form(node->text) ? "'%s': there is no day '%s'"
                                     : "'%s' must be a day, such as 2026-01-31, not '%s'",
             key->name, node->text);
}

static void bind_when(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_when *when = field(target, key->offset);
    *when = (ct_when){ .day = CT_NO_DAY };
    if (strcmp(node->text, "none") == 0 && !node->place.line) return; /* the default */
    if (key->also)
        *(ct_name *)field(target, key->also - 1) =
            (ct_name){ .text = node->text, .place = node->place };
    if (ct_when_parse(node->text, when)) return;
    if (is_day_form(node->text)) {
        ct_fault(binding, node->place, "'%s': there is no day '%s'", key->name, node->text);
        return;
    }
    if (ct_fault(binding, node->place, "'%s' must be a day, such as 2026-01-31, not '%s'",
                 key->name, node->text))
        ct_hint(binding->report, "or one that is told by others: -30d, -1y, first, latest, "
                                 "latest-1m");
}

static void bind_span(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (strcmp(node->text, "any") == 0)
        *(int32_t *)field(target, key->offset) = -1;
    else if (!ct_span_parse(node->text, field(target, key->offset)))
        ct_fault(binding, node->place, "'%s' must be a span, such as '30d' or '6w', not '%s'",
                 key->name, node->text);
}

/* ---- names and colours ----------------------------------------------------------------------- */

static void bind_color(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_rgba color;
    const char *near;
    ct_color_result result =
        ct_palette_color(binding->arena, binding->palette, node->text, &color, &near);
    if (result == CT_COLOR_NONE && !key->also) {
        ct_fault(binding, node->place, "'%s' must be a colour, not 'none'", key->name);
    } else if (result == CT_COLOR_UNKNOWN) {
        if (ct_fault(binding, node->place, "'%s': unknown colour '%s'", key->name, node->text) &&
            !ct_suggest(binding->report, near))
            ct_hint(binding->report,
                    "a colour is '#rrggbb', a name under 'color:', or either with ' / 30%%'");
    } else if (result == CT_COLOR_TOLD) {
        binding->faults++;
    } else {
        *(ct_rgba *)field(target, key->offset) = color;
        if (key->also) *(bool *)field(target, key->also - 1) = result == CT_COLOR_GOOD;
    }
}

static void bind_font(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    const ct_yaml *families = ct_yaml_get(binding->fonts, node->text);
    if (families) {
        *(const char **)field(target, key->offset) = families->text;
        return;
    }
    size_t count;
    const char *const *names = ct_yaml_keys(binding->arena, binding->fonts, &count);
    if (ct_fault(binding, node->place, "'%s': there is no font '%s'", key->name, node->text))
        ct_suggest(binding->report, ct_nearest(node->text, names, count));
}

static void bind_text(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (node->text[0] == '\0')
        ct_fault(binding, node->place, "'%s' is empty", key->name);
    else if (key->type == CT_T_ID && !ct_id_valid(node->text))
        ct_fault(binding, node->place, "'%s' must be letters, digits, '-', '_' or '.', not '%s'",
                 key->name, node->text);
    else if (key->type == CT_T_LANG && !ct_lang_valid(node->text))
        ct_fault(binding, node->place, "'%s' must be a language, such as 'uk', not '%s'", key->name,
                 node->text);
    else if (key->type == CT_T_NAME)
        *(ct_name *)field(target, key->offset) =
            (ct_name){ .text = node->text, .place = node->place };
    else
        *(const char **)field(target, key->offset) = node->text;
}

static void bind_version(ct_binding *binding, const ct_key *key, const ct_yaml *node) {
    double version;
    if (!ct_number_parse(node->text, &version) || version != 1)
        ct_fault(binding, node->place,
                 "'%s: %s' is a format that this version does not know; it is 1", key->name,
                 node->text);
}

void ct_bind_scalar(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    typedef void bind_fn(ct_binding *, const ct_key *, const ct_yaml *, void *);
    static bind_fn *const by_type[CT_T_UNSUPPORTED + 1] = {
        [CT_T_STRING] = bind_text,   [CT_T_ID] = bind_text,       [CT_T_NAME] = bind_text,
        [CT_T_LANG] = bind_text,     [CT_T_BOOL] = bind_bool,     [CT_T_INTEGER] = bind_number,
        [CT_T_NUMBER] = bind_number, [CT_T_LENGTH] = bind_length, [CT_T_EM] = bind_em,
        [CT_T_SHARE] = bind_share,   [CT_T_EXTENT] = bind_extent, [CT_T_AREA] = bind_area,
        [CT_T_SPAN] = bind_span,     [CT_T_DAY] = bind_day,       [CT_T_SCALE] = bind_scale,
        [CT_T_COLOR] = bind_color,   [CT_T_ENUM] = bind_enum,     [CT_T_SWITCH] = bind_enum,
        [CT_T_FONT] = bind_font,     [CT_T_FORM] = bind_form,     [CT_T_WHEN] = bind_when,
        [CT_T_GROUND] = bind_ground,
    };
    if (key->type == CT_T_VERSION)
        bind_version(binding, key, node);
    else if (by_type[key->type])
        by_type[key->type](binding, key, node, target);
}
