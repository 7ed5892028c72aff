/* units.c - distances as a language writes them. */
#include <string.h>

#include "base.h"

/* Miles are counted: "1 миля", "2 милі" (and fractions), "50 миль"; NULL: as `mi`. */
typedef struct unit_words {
    const char *lang, *km, *m, *mi, *one, *few;
} unit_words;

static const unit_words units[] = {
    { "uk", "км", "м", "миль", "миля", "милі" },    { "ru", "км", "м", "миль", "миля", "мили" },
    { "be", "км", "м", "міль", "міля", "мілі" },    { "bg", "км", "м", "мили", "миля", NULL },
    { "mk", "км", "м", "милји", "милја", NULL },    { "kk", "км", "м", "миля", NULL, NULL },
    { "el", "χλμ.", "μ.", "μίλια", "μίλι", NULL },  { "ar", "كم", "م", "ميل", NULL, NULL },
    { "fa", "کیلومتر", "متر", "مایل", NULL, NULL }, { "he", "ק״מ", "מ׳", "מייל", NULL, NULL },
    { "hi", "किमी", "मी", "मील", NULL, NULL },      { "zh", "公里", "米", "英里", NULL, NULL },
    { "ja", "km", "m", "マイル", NULL, NULL },      { "ka", "კმ", "მ", "მილი", NULL, NULL },
    { "hy", "կմ", "մ", "մղոն", NULL, NULL },
};

/* Of miles at sea. */
static const struct {
    const char *lang, *nmi;
} sea_miles[] = {
    { "uk", "мор. миль" }, { "ru", "мор. миль" }, { "be", "марскіх міль" },
    { "bg", "мор. мили" }, { "de", "sm" },        { "fr", "M" },
    { "it", "M" },         { "pl", "Mm" },
};

static bool is_lang(const char *lang, const char *base) {
    size_t size = lang ? strcspn(lang, "-_") : 0;
    return strlen(base) == size && memcmp(base, lang, size) == 0;
}

static const unit_words *words_in(const char *lang) {
    static const unit_words latin = { "", "km", "m", "mi", NULL, NULL };
    for (size_t i = 0; i < CT_COUNT(units) && lang; i++)
        if (is_lang(lang, units[i].lang)) return &units[i];
    return &latin;
}

static const char *miles(const unit_words *words, double number) {
    bool one = number > 0.999 && number < 1.001, few = number < 4.5 && !one;
    if (one && words->one) return words->one;
    return few && words->few ? words->few : words->mi;
}

static const char *sea_mile(const char *lang) {
    for (size_t i = 0; i < CT_COUNT(sea_miles) && lang; i++)
        if (is_lang(lang, sea_miles[i].lang)) return sea_miles[i].nmi;
    return "nmi";
}

const char *ct_unit_text(ct_arena *arena, double number, const char *unit, const char *lang) {
    const unit_words *words = words_in(lang);
    const char *word = ct_streq(unit, "km")    ? words->km
                       : ct_streq(unit, "m")   ? words->m
                       : ct_streq(unit, "nmi") ? sea_mile(lang)
                                               : miles(words, number);
    const char *figure = ct_number_format(arena, number, number >= 1000 ? ",.0f" : "", lang);
    return ct_printf(arena, "%s\u00a0%s", figure ? figure : "", word);
}
