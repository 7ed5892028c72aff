# fuzz.cmake - one executable a target: libFuzzer with CARTOUCHE_FUZZ, else a run over its seeds.
