#!/usr/bin/env python3
# control.py - writes the schematic lines of control.
"""The schematic lines of control of data/donbas/control, as GeoJSON.

    control.py OUT-FOLDER OBLASTS.SHP

Each line is drawn here by hand, to a kilometre or so, through or beside the
settlements that were publicly reported on it; the names stand beside the
vertices. From 2024 on a public tracker's map was looked at in drawing; no
vertex is taken from it. It runs from the Russian border in the north-east to the sea in the
south-west, so that the occupied side is on its left. Two dates share a piece
wherever the line did not move: their difference is then exactly the change.
Only the second line of 2022-02-23, between Kherson oblast and Crimea, is
not ours: it is the border that the two share in OBLASTS.SHP.
"""
import os
import sys


def piece(text):
    out = []
    for line in text.strip().splitlines():
        line = line.split("#")[0].strip()
        if line:
            lon, lat = line.split()
            out.append((float(lon), float(lat)))
    return out


# --- the Dnipro -------------------------------------------------------------

# From the reservoir's south-eastern corner down the former Kakhovka reservoir
# and the river, and out through the Dnipro-Bug liman round the Kinburn spit.
RESERVOIR = piece("""
35.200 47.445  # Skelky
35.060 47.450
34.960 47.405  # Balky
34.870 47.430
34.690 47.500
34.590 47.540  # Enerhodar
34.420 47.510  # Kamianka-Dniprovska
34.300 47.435
34.140 47.420
""")
LEFT_BANK = piece("""
34.020 47.415
33.960 47.290  # Zolota Balka on the other bank
33.900 47.190
33.740 47.020
33.690 46.960  # Hornostaivka
33.650 46.880
33.420 46.790  # Kakhovka
33.330 46.770  # Nova Kakhovka
33.180 46.765  # Korsunka
33.060 46.735  # Krynky
32.900 46.700  # Kozachi Laheri
32.780 46.645  # Oleshky
32.650 46.585  # Hola Prystan
32.430 46.510
""")
LIMAN = piece("""
32.300 46.520
32.050 46.560
31.780 46.585
31.560 46.605
31.430 46.590  # off the Kinburn spit
""")

# --- Zaporizhzhia oblast, from the Dnipropetrovsk border to the reservoir -----

# 2022 to mid 2023, and again 2024 to 2025 but for the gains of 2023.
HULIAIPOLE = piece("""
36.560 47.700
36.545 47.675  # Malynivka
36.490 47.655
36.420 47.640  # Marfopil
36.310 47.605
36.210 47.585  # Zaliznychne
36.090 47.575
36.065 47.530
36.020 47.515  # Novokarlivka
""")
VASYLIVKA = piece("""
35.320 47.510  # Kamianske
35.280 47.490
""")
MALA_TOKMACHKA_2022 = piece("""
35.960 47.510
35.880 47.495  # Mala Tokmachka
35.790 47.505
35.700 47.510  # Novodanylivka
""")
PIATYKHATKY_2022 = piece("""
35.610 47.520
35.520 47.550  # Mali Shcherbaky
35.420 47.565
35.360 47.550
""")
ROBOTYNE_2024 = piece("""
35.960 47.505
35.945 47.475
35.900 47.440  # Verbove
35.830 47.430  # Novoprokopivka
35.795 47.455
35.785 47.485
35.700 47.507
""")
ROBOTYNE_2025 = piece("""
35.960 47.510
35.940 47.485
35.900 47.465
35.850 47.456  # Robotyne
35.800 47.460
35.785 47.485
35.700 47.507
""")
PIATYKHATKY_2024 = piece("""
35.630 47.503
35.560 47.528  # Novoandriivka
35.520 47.505
35.460 47.500
35.420 47.510
35.400 47.530  # Piatykhatky
35.350 47.537
""")
PIATYKHATKY_2025 = piece("""
35.630 47.503
35.590 47.530
35.550 47.545  # Mali Shcherbaky
35.490 47.543
35.430 47.517
35.400 47.530  # Piatykhatky
35.350 47.537
""")

# --- Donetsk and Luhansk oblasts: the line before the invasion, by parts ------

HORLIVKA_2014 = piece("""
38.100 48.400  # Dolomitne
38.030 48.405  # Zaitseve
37.965 48.400  # Mayorsk
37.945 48.365  # Pivdenne
37.910 48.330
37.895 48.290
37.850 48.285  # Niu-York
""")
AVDIIVKA_EAST_2014 = piece("""
37.850 48.240  # Verkhniotoretske
37.845 48.190
37.800 48.170  # Kamianka
37.800 48.140  # the industrial zone of Avdiivka
""")
SPARTAK_2014 = piece("""
37.785 48.115  # Spartak
37.745 48.085  # Opytne
""")
PISKY_2014 = piece("""
37.715 48.060  # Pisky
37.660 48.045
""")
MARINKA_2014 = piece("""
37.620 48.020  # Nevelske
37.570 47.990  # Krasnohorivka
37.545 47.955  # Marinka
37.545 47.900  # Oleksandrivka
""")

# --- 23 February 2022 ---------------------------------------------------------

LINE_2022_02_23 = piece("""
39.750 48.625  # the Donets at the Russian border
39.640 48.630
39.540 48.620
39.470 48.632  # Stanytsia Luhanska
39.390 48.665
39.320 48.690
39.230 48.715  # Shchastia
39.130 48.705
39.040 48.715
38.960 48.725  # Slovianoserbsk, Trokhizbenka
38.870 48.725
38.790 48.735  # Krymske
38.710 48.705
38.640 48.690  # Zholobok
38.560 48.685  # Zolote
38.500 48.655
38.460 48.640  # between Popasna and Pervomaisk
38.440 48.595
38.440 48.550  # Troitske
38.440 48.490
38.410 48.440
38.360 48.405  # Lohvynove
38.290 48.385
38.220 48.385  # Svitlodarsk
38.150 48.385
""") + HORLIVKA_2014 + AVDIIVKA_EAST_2014 + SPARTAK_2014 + PISKY_2014 + \
    MARINKA_2014 + piece("""
37.545 47.850  # Taramchuk
37.580 47.815
37.600 47.780  # Olenivka
37.635 47.735  # Dokuchaievsk
37.625 47.680
37.650 47.630  # Bohdanivka
37.700 47.590
37.745 47.550  # Petrivske
37.820 47.510
37.890 47.465  # Hranitne, on the Kalmius
37.870 47.410
37.800 47.360  # Chermalyk
37.790 47.310
37.835 47.270  # Pavlopil
37.860 47.215
37.875 47.160  # Vodiane
37.900 47.115  # Shyrokyne
37.900 47.060
37.900 46.980  # the Sea of Azov
""")

# --- 2022 -------------------------------------------------------------------

KHARKIV_2022_07 = piece("""
36.060 50.480  # the border north of Kharkiv
36.090 50.390
36.130 50.300  # Kozacha Lopan
36.220 50.255  # Dementiivka
36.350 50.215
36.450 50.190  # Ruski Tyshky
36.570 50.180
36.660 50.170  # Ternova
36.760 50.150
36.850 50.110  # Rubizhne on the Donets
36.900 50.030
36.960 49.960
37.020 49.870  # Pechenihy
36.970 49.790
36.860 49.760
36.740 49.710  # Hrakove
36.680 49.640
36.710 49.560  # Andriivka
36.720 49.490
36.790 49.430  # Balakliia
36.880 49.380
36.950 49.300  # Savyntsi
36.950 49.220
36.870 49.140  # Velyka Komyshuvakha
36.960 49.060
37.080 49.040
37.200 49.010
37.290 48.995  # Dovhenke
37.370 49.020
37.450 49.015  # Bohorodychne
37.550 49.015  # Sviatohirsk
""")
OSKIL_2022_09 = piece("""
37.860 50.120  # the border north of Dvorichna
37.800 50.010  # Topoli
37.780 49.940
37.720 49.900
37.690 49.850  # Dvorichna
37.640 49.790
37.625 49.715  # Kupiansk, the Oskil between its two banks
37.660 49.650
37.700 49.580  # Senkove
37.690 49.510
37.630 49.430
37.590 49.370  # Borova
37.570 49.310
37.530 49.250
37.470 49.180  # Oskil
37.480 49.110  # Studenok
37.550 49.065
37.600 49.035  # Sviatohirsk
""")
DONETS_2022 = piece("""
37.620 48.985
37.690 48.930  # Raihorodok
37.790 48.915
37.900 48.925
37.990 48.905  # Zakitne
38.100 48.930  # Serebrianka
38.200 48.940
""")
SPIRNE_2022 = piece("""
38.290 48.840  # Zolotarivka
38.275 48.800  # Spirne
38.290 48.765
38.260 48.725  # Bilohorivka of Donetsk oblast
""")
VUHLEDAR_2022 = piece("""
37.540 47.860  # Novomykhailivka
37.510 47.820
37.440 47.785
37.370 47.755
37.280 47.735  # Vuhledar
37.200 47.725  # Pavlivka
37.120 47.730  # Yehorivka
37.050 47.750
""")
NOVOSILKA_2022 = piece("""
36.970 47.775  # Novodonetske
36.880 47.800
36.800 47.815  # Neskuchne
36.710 47.800
36.640 47.790  # Novodarivka
36.590 47.750
""")
ZAPORIZHZHIA_2022 = HULIAIPOLE + MALA_TOKMACHKA_2022 + PIATYKHATKY_2022 + \
    VASYLIVKA + RESERVOIR

MYKOLAIV_2022 = piece("""
33.100 47.190  # Bruskynske
32.990 47.130
32.870 47.110
32.750 47.090  # Snihurivka
32.650 47.020
32.560 46.930  # Pravdyne
32.460 46.850  # Kyselivka
32.360 46.790  # Posad-Pokrovske
32.270 46.730
32.180 46.680
32.110 46.640  # Oleksandrivka
32.060 46.590  # the liman west of Kherson
""")
BRIDGEHEAD_2022_07 = piece("""
33.960 47.450
33.850 47.490  # Osokorivka
33.720 47.510
33.610 47.540
33.510 47.540  # Vysokopillia
33.420 47.480
33.330 47.410  # Arkhanhelske
33.250 47.330
33.180 47.250  # Davydiv Brid
""") + MYKOLAIV_2022
BRIDGEHEAD_2022_09 = piece("""
33.960 47.450
33.850 47.465  # Osokorivka
33.720 47.450
33.610 47.430
33.510 47.420  # Arkhanhelske, Vysokopillia retaken
33.420 47.370
33.330 47.290
33.260 47.200  # Sukhyi Stavok, the crossing of the Inhulets
33.170 47.210
""") + MYKOLAIV_2022
LIMAN_2022 = piece("""
32.000 46.565
31.780 46.585
31.560 46.605
31.430 46.590  # off the Kinburn spit
""")

LINE_2022_07_04 = KHARKIV_2022_07 + DONETS_2022 + piece("""
38.270 48.905  # Bilohorivka, Verkhniokamianka
""") + SPIRNE_2022 + piece("""
38.220 48.685
38.190 48.640  # Pokrovske
38.200 48.590  # Klynove
38.190 48.535
38.200 48.490  # Vuhlehirska power plant
38.160 48.440  # Novoluhanske
""") + HORLIVKA_2014 + AVDIIVKA_EAST_2014 + SPARTAK_2014 + PISKY_2014 + \
    MARINKA_2014 + VUHLEDAR_2022 + NOVOSILKA_2022 + ZAPORIZHZHIA_2022 + \
    BRIDGEHEAD_2022_07 + LIMAN_2022

PISKY_2022 = piece("""
37.725 48.080  # Pisky
37.670 48.075  # Pervomaiske
""")
MAYORSK_2022 = piece("""
38.050 48.410
""")

LINE_2022_09_12 = OSKIL_2022_09 + DONETS_2022 + piece("""
38.270 48.930  # Bilohorivka
38.300 48.890
""") + SPIRNE_2022 + piece("""
38.180 48.695  # Yakovlivka
38.130 48.670  # Soledar
38.095 48.620
38.080 48.570  # Bakhmut
38.085 48.520  # Zaitseve, Vesela Dolyna
38.075 48.470  # Kodema
""") + MAYORSK_2022 + HORLIVKA_2014[2:] + AVDIIVKA_EAST_2014 + SPARTAK_2014 + \
    PISKY_2022 + MARINKA_2014 + VUHLEDAR_2022 + NOVOSILKA_2022 + \
    ZAPORIZHZHIA_2022 + BRIDGEHEAD_2022_09 + LIMAN_2022

SVATOVE_2022_11 = piece("""
38.010 50.010  # the border east of Topoli
37.960 49.930
37.900 49.870
37.890 49.800
37.920 49.740
37.960 49.680
37.980 49.610
38.020 49.540
38.050 49.470  # Kuzemivka
38.050 49.400  # Svatove
38.040 49.340
38.060 49.270  # Ploshchanka
38.110 49.200
38.140 49.140  # Chervonopopivka
38.120 49.080
38.130 49.020  # Dibrova, west of Kreminna
38.190 48.973
""")
BILOHORIVKA = piece("""
38.220 48.950
38.265 48.940  # Bilohorivka of Luhansk oblast
38.275 48.905
38.255 48.880
""")
DNIPRO = RESERVOIR + LEFT_BANK + LIMAN

LINE_2022_11_12 = SVATOVE_2022_11 + BILOHORIVKA + SPIRNE_2022 + piece("""
38.180 48.695  # Yakovlivka
38.120 48.670  # Soledar
38.080 48.620
38.055 48.580  # Bakhmut
38.050 48.540  # Opytne
38.020 48.500  # Odradivka
38.000 48.460  # Kurdiumivka
38.000 48.425
""") + HORLIVKA_2014[2:] + AVDIIVKA_EAST_2014 + SPARTAK_2014 + PISKY_2022 + \
    MARINKA_2014 + piece("""
37.540 47.860  # Novomykhailivka
37.510 47.820
37.420 47.775
37.350 47.765
37.290 47.757  # Vuhledar
37.210 47.757  # Pavlivka
37.120 47.760
37.050 47.765
""") + NOVOSILKA_2022 + HULIAIPOLE + MALA_TOKMACHKA_2022 + PIATYKHATKY_2022 + \
    VASYLIVKA + DNIPRO

# --- 2023 and 2024 ------------------------------------------------------------

KUPIANSK_2023 = piece("""
37.950 50.050  # the border at Topoli
37.900 50.000
37.830 49.970
37.770 49.900
37.720 49.855  # Dvorichna
37.700 49.815  # Masiutivka
""")
SVATOVE_2023 = piece("""
37.780 49.775  # Synkivka
37.850 49.735
37.905 49.705  # Orlianka
37.900 49.650
""")
NOVOSELIVSKE_2023 = piece("""
37.940 49.590
37.960 49.500  # Novoselivske
37.950 49.440
37.950 49.385
37.965 49.305
38.000 49.285  # Hrekivka
38.000 49.250  # Makiivka of Luhansk oblast
38.010 49.200
38.050 49.170
38.075 49.135
""")
KREMINNA_2023 = piece("""
38.070 49.085
38.060 49.035  # Dibrova
38.065 49.007
38.105 48.977
38.190 48.973
""")
VERKHNIOKAMIANSKE_2023 = piece("""
38.232 48.860  # Verkhniokamianske
38.250 48.830
38.245 48.795  # Spirne
38.200 48.785
""")
SOLEDAR_2023 = piece("""
38.110 48.745
38.010 48.745  # Rozdolivka
37.975 48.708
37.945 48.700  # Zaliznianske
""")
OCHERETYNE_OLD = piece("""
37.800 48.255  # Novobakhmutivka
37.750 48.245
37.725 48.225  # Vesele
""")
NEVELSKE_2023 = piece("""
37.660 48.090
37.615 48.065  # Pervomaiske
37.595 48.030  # Nevelske
37.545 48.000  # Krasnohorivka
""")
SLAVNE_2023 = piece("""
37.525 47.860  # Novomykhailivka
37.490 47.810
37.420 47.775
""")
VUHLEDAR_2023 = piece("""
37.350 47.765
37.290 47.757  # Vuhledar
37.210 47.757  # Pavlivka
""")

LINE_2023_05_20 = KUPIANSK_2023 + SVATOVE_2023 + NOVOSELIVSKE_2023 + \
    KREMINNA_2023 + BILOHORIVKA + VERKHNIOKAMIANSKE_2023 + SOLEDAR_2023 + \
    piece("""
37.940 48.660  # Orikhovo-Vasylivka
37.945 48.615  # Khromove
37.945 48.570  # Ivanivske
37.930 48.540  # Klishchiivka
37.930 48.490  # Kurdiumivka
37.935 48.440
37.955 48.410  # Mayorsk
""") + HORLIVKA_2014[3:] + OCHERETYNE_OLD + piece("""
37.730 48.195  # Krasnohorivka of Avdiivka
37.770 48.175
37.795 48.145  # Avdiivka
37.785 48.115
37.740 48.105  # Opytne
37.700 48.095  # Vodiane
""") + NEVELSKE_2023 + piece("""
37.510 47.960  # Marinka
37.500 47.920
37.525 47.890
""") + SLAVNE_2023 + VUHLEDAR_2023 + piece("""
37.120 47.760
37.050 47.765
""") + NOVOSILKA_2022 + HULIAIPOLE + MALA_TOKMACHKA_2022 + PIATYKHATKY_2022 + \
    VASYLIVKA + DNIPRO

STAROMAIORSKE_2023 = piece("""
37.140 47.738
37.050 47.745
36.950 47.760  # Novodonetske
36.880 47.735
36.810 47.720  # Staromaiorske, Urozhaine retaken
36.750 47.735
36.690 47.750
36.620 47.725
""")

LINE_2024_02_17 = KUPIANSK_2023 + SVATOVE_2023 + piece("""
37.895 49.600
37.900 49.550  # Krokhmalne
37.950 49.530
""") + NOVOSELIVSKE_2023[1:] + piece("""
38.060 49.100
37.995 49.085
38.000 49.050  # Yampolivka
38.010 49.015
38.065 49.007
""") + KREMINNA_2023[3:] + BILOHORIVKA + VERKHNIOKAMIANSKE_2023 + \
    SOLEDAR_2023 + piece("""
37.930 48.660
37.905 48.625  # Bohdanivka
37.920 48.580  # Ivanivske
37.960 48.555
37.985 48.525  # Klishchiivka retaken
37.985 48.485  # Andriivka retaken
37.950 48.450
37.955 48.410  # Mayorsk
""") + HORLIVKA_2014[3:] + OCHERETYNE_OLD + piece("""
37.710 48.200  # Stepove
37.690 48.165  # Lastochkyne
37.690 48.125  # Sieverne
""") + NEVELSKE_2023 + piece("""
37.490 47.975
37.455 47.950  # west of Marinka
37.460 47.905  # Pobieda
37.500 47.880
""") + SLAVNE_2023 + VUHLEDAR_2023 + STAROMAIORSKE_2023 + HULIAIPOLE + \
    ROBOTYNE_2024 + PIATYKHATKY_2024 + VASYLIVKA + DNIPRO

BOROVA_2025 = piece("""
37.845 49.735
37.865 49.700
37.890 49.680
37.850 49.610
37.795 49.602
37.775 49.570
37.705 49.550  # Zahryzove
37.698 49.508
37.745 49.500
37.800 49.502
37.800 49.450
37.775 49.433
37.830 49.405
37.850 49.385  # Kopanky
""")
NOVOIEHORIVKA_2025 = piece("""
37.930 49.383  # Novoiehorivka
37.965 49.305
38.000 49.285  # Hrekivka
38.000 49.250
37.955 49.235
""")
SEREBRIANSKY_2025 = piece("""
38.000 49.050
38.010 49.015
38.065 49.007
38.105 48.977
38.190 48.973
38.210 48.945
""")
ROZDOLIVKA_2025 = piece("""
38.175 48.778
38.070 48.767  # Rozdolivka
38.010 48.745
37.975 48.708
37.915 48.692
""")
NOVOOLEKSANDRIVKA = piece("""
37.370 48.262
37.290 48.222
37.240 48.212
37.180 48.215  # Shevchenko
""")

LINE_2024_12_31 = piece("""
37.950 50.050  # the border at Topoli
37.900 50.000
37.830 49.970
37.770 49.900
37.720 49.862
37.640 49.825  # Dvorichna
37.655 49.770
37.700 49.765
""") + BOROVA_2025 + NOVOIEHORIVKA_2025 + piece("""
37.985 49.205
37.965 49.150  # Ivanivka
37.930 49.110  # Terny
37.960 49.095
""") + SEREBRIANSKY_2025 + piece("""
38.260 48.940  # Bilohorivka
38.270 48.905
38.225 48.868  # Verkhniokamianske
38.240 48.835
38.230 48.798
""") + ROZDOLIVKA_2025 + piece("""
37.895 48.660
37.845 48.637
37.840 48.600  # Chasiv Yar
37.855 48.558
37.930 48.540
37.960 48.500  # Klishchiivka
37.952 48.460
37.940 48.420
37.860 48.398  # Toretsk
37.840 48.385
37.855 48.357
37.795 48.345
37.795 48.280  # Niu-York
37.730 48.250
37.640 48.275
37.570 48.300
37.520 48.310  # Vozdvyzhenka
37.420 48.287
37.400 48.265
""") + NOVOOLEKSANDRIVKA + piece("""
37.120 48.228  # Pishchane
37.085 48.205
37.085 48.150
37.120 48.095
37.150 48.050
37.220 48.020
37.240 48.000  # Kurakhove
37.230 47.965
37.180 47.940  # Dachne
37.080 47.935
36.980 47.925
36.910 47.910
36.880 47.870
36.855 47.810  # Velyka Novosilka
36.760 47.768  # Makarivka
36.710 47.795
36.660 47.765
36.615 47.780  # Novodarivka
36.580 47.745
""") + HULIAIPOLE + ROBOTYNE_2025 + PIATYKHATKY_2024 + VASYLIVKA + DNIPRO

LINE_2025_06_30 = piece("""
37.950 50.050  # the border at Topoli
37.900 50.000
37.800 49.975
37.735 49.900
37.650 49.885
37.602 49.805  # Holubivka
37.620 49.765
37.700 49.765
""") + BOROVA_2025 + NOVOIEHORIVKA_2025 + piece("""
37.915 49.212
37.850 49.202
37.760 49.178  # Ridkodub
37.850 49.142
37.920 49.083  # Torske
37.960 49.075
""") + SEREBRIANSKY_2025 + piece("""
38.235 48.930
38.205 48.905  # Bilohorivka taken
38.190 48.870
38.215 48.845
38.200 48.795
""") + ROZDOLIVKA_2025 + piece("""
37.865 48.668
37.830 48.640
37.812 48.598  # Chasiv Yar
37.855 48.558
37.910 48.520
37.938 48.485
37.952 48.460  # Dyliivka
37.910 48.438
37.870 48.418
37.830 48.402  # Toretsk
37.845 48.360
37.730 48.360
37.690 48.366
37.610 48.402
37.585 48.432  # Yablunivka
37.490 48.405
37.430 48.395
37.375 48.400
37.390 48.340  # Malynivka
37.430 48.295  # Mykolaivka
""") + NOVOOLEKSANDRIVKA + piece("""
37.120 48.235
37.065 48.258  # Udachne
37.010 48.240
37.020 48.205
36.915 48.125  # Novoserhiivka
36.930 48.090
36.990 48.083
37.035 48.040
37.005 47.975  # Bahatyr
36.955 47.972
36.910 48.010
36.840 48.030  # Oleksiivka
36.745 48.040
36.825 47.980
36.750 47.955
36.775 47.910
36.670 47.915  # Komar
36.685 47.870
36.640 47.815  # Rivnopil
36.600 47.780
36.580 47.745
""") + HULIAIPOLE + ROBOTYNE_2025 + PIATYKHATKY_2025 + VASYLIVKA + DNIPRO

LINE_2026_01_27 = piece("""
37.660 50.240  # the border at Milove of Kharkiv oblast
37.605 50.150
37.690 50.095
37.725 50.045
37.775 50.015
37.765 49.980
37.735 49.955
37.735 49.900
37.650 49.885
37.602 49.805  # Holubivka
37.620 49.765
37.700 49.765
37.760 49.740
37.810 49.705  # Kupiansk held
37.800 49.665
37.850 49.610
37.795 49.602
37.775 49.570
37.705 49.550  # Zahryzove
37.698 49.508
37.760 49.492
37.720 49.440  # Novoplatonivka
37.670 49.415
37.770 49.400
37.850 49.380
37.930 49.383  # Novoiehorivka
37.965 49.305
38.000 49.285
38.000 49.250
37.955 49.235
37.880 49.225
37.850 49.202
37.760 49.178  # Ridkodub
37.740 49.140
37.680 49.125  # Drobysheve
37.690 49.090
37.730 49.065
37.850 49.080
37.925 49.075
37.955 49.045  # Zarichne
37.955 48.980
37.885 48.962  # Yampil
37.885 48.918
37.935 48.938
38.020 48.930
38.045 48.895  # Siversk
38.020 48.840
37.975 48.770
37.990 48.730
37.970 48.706
37.890 48.693
37.810 48.668
37.790 48.625
37.770 48.608
37.795 48.588  # Chasiv Yar
37.845 48.565
37.830 48.515
37.790 48.495
37.820 48.460  # Kostiantynivka
37.818 48.438
37.806 48.414
37.760 48.432
37.705 48.445
37.650 48.427
37.605 48.425
37.585 48.443
37.480 48.443
37.445 48.478
37.385 48.490  # Shakhove
37.360 48.465
37.285 48.450
37.250 48.405
37.275 48.370
37.225 48.350  # Rodynske
37.250 48.325
37.240 48.305  # Myrnohrad
37.150 48.295  # Pokrovsk
37.080 48.260
37.020 48.248
36.930 48.238
36.925 48.200
36.890 48.145
36.893 48.080
36.850 48.055
36.790 48.065
36.665 48.075
36.665 48.020
36.630 47.965  # Ternove
36.560 47.950
36.545 47.915
36.420 47.877
36.330 47.878  # Pryluky
36.320 47.810
36.260 47.780
36.250 47.725
36.220 47.685
36.260 47.650  # west of Huliaipole
36.255 47.610
36.200 47.585
""") + HULIAIPOLE[7:] + ROBOTYNE_2025 + piece("""
35.630 47.503
35.590 47.530
35.550 47.545  # Mali Shcherbaky
35.490 47.543
35.410 47.540
35.390 47.575  # Stepnohirsk
35.330 47.590  # Prymorske
35.305 47.575
35.335 47.540
35.320 47.510
35.280 47.490
""") + RESERVOIR + LEFT_BANK + LIMAN

PARTS_NORTH = "Small pockets along the northern border (Vovchansk, Sumy) and " \
    "islands of the Dnipro are left out."
DATES = {
    "2022-02-23": (LINE_2022_02_23, "The line of contact before the invasion."),
    "2022-07-04": (LINE_2022_07_04, "The day after the fall of Lysychansk."),
    "2022-09-12": (LINE_2022_09_12, "After the counter-offensive in Kharkiv "
                   "oblast reached the Oskil."),
    "2022-11-12": (LINE_2022_11_12, "After the liberation of Kherson."),
    "2023-05-20": (LINE_2023_05_20, "The fall of Bakhmut."),
    "2024-02-17": (LINE_2024_02_17, "The fall of Avdiivka. The bridgehead at "
                   "Krynky is left out."),
    "2024-12-31": (LINE_2024_12_31, "Vuhledar and Selydove fallen, Kurakhove "
                   "about to."),
    "2025-06-30": (LINE_2025_06_30, "The line around Pokrovsk and into "
                   "Toretsk and Chasiv Yar."),
    "2026-01-27": (LINE_2026_01_27, "Siversk, Pokrovsk and Huliaipole lost, "
                   "Kupiansk held."),
}
SCHEMATIC = "Drawn by hand through settlements reported on the line; good to " \
    "a few kilometres. "


def rows(points, digits):
    """Coordinates, four positions a line."""
    texts = [f"[{x:.{digits}f}, {y:.{digits}f}]" for x, y in points]
    lines = [", ".join(texts[i:i + 4]) for i in range(0, len(texts), 4)]
    return ",\n          ".join(lines)


def feature(date, note, kind, points, digits=3):
    return f"""    {{
      "type": "Feature",
      "properties": {{
        "date": "{date}",
        "kind": "{kind}",
        "status": "schematic",
        "note": "{note}"
      }},
      "geometry": {{
        "type": "LineString",
        "coordinates": [
          {rows(points, digits)}
        ]
      }}
    }}"""


def crimea(oblasts):
    """The border of Kherson oblast and Crimea, from east to west, its ends
    drawn out into the two seas."""
    from osgeo import gdal, ogr
    gdal.UseExceptions()
    source = ogr.Open(oblasts)
    edges = {}
    for f in source.GetLayer(0):
        if f.GetField("iso") in ("UA-65", "UA-43"):
            stack = [f.GetGeometryRef()]
            while stack:
                g = stack.pop()
                stack.extend(g.GetGeometryRef(i)
                             for i in range(g.GetGeometryCount()))
                p = [q[:2] for q in g.GetPoints() or []] \
                    if g.GetGeometryName() == "LINEARRING" else []
                for a, b in zip(p, p[1:]):
                    key = (min(a, b), max(a, b))
                    edges[key] = edges.get(key, 0) + 1
    following = {}
    for (a, b), n in edges.items():
        if n == 2:
            following.setdefault(a, []).append(b)
            following.setdefault(b, []).append(a)
    point = max(p for p, near in following.items() if len(near) == 1)
    line = [point]
    while True:
        near = [p for p in following[line[-1]] if p not in line]
        if not near:
            break
        line.append(near[0])
    return [(35.10, 45.75)] + line + [(33.54, 46.08)]


def main():
    folder, oblasts = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    for date, (points, note) in DATES.items():
        if date > "2022-02-23":
            note = f"{note} {PARTS_NORTH}"
        features = [feature(date, SCHEMATIC + note, "front", points)]
        if date == "2022-02-23":
            features.append(feature(
                date, "The administrative line between Kherson oblast and "
                "Crimea, which lies to its south; its vertices are those of "
                "oblasts.shp.", "crimea", crimea(oblasts), 5))
        path = os.path.join(folder, date + ".geojson")
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write('{\n  "type": "FeatureCollection",\n  "features": [\n'
                    + ",\n".join(features) + "\n  ]\n}\n")


if __name__ == "__main__":
    main()
