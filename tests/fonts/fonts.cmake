# fonts.cmake - links the pinned fonts into one folder and writes a fontconfig of that folder alone.
# (A <selectfont> would do, but accept and reject changed their order between releases.)
set(CT_FONTS ${CMAKE_CURRENT_BINARY_DIR}/fonts)
set(font_files NotoSansArabic-Regular
  NotoSansDevanagari-Regular NotoSansDevanagari-Bold NotoSansHebrew-Regular NotoSansThai-Regular)
foreach(style Regular Italic Light LightItalic Semibold SemiboldItalic Bold BoldItalic ExtraBold ExtraBoldItalic)
  list(APPEND font_files OpenSans-${style})
endforeach()
foreach(style "" -Bold -Oblique -BoldOblique)
  list(APPEND font_files DejaVuSans${style})
endforeach()
foreach(style "" -Bold -Italic -BoldItalic)
  list(APPEND font_files DejaVuSerif${style})
endforeach()

file(REMOVE_RECURSE ${CT_FONTS})
file(MAKE_DIRECTORY ${CT_FONTS})
foreach(name ${font_files})
  # Debian and Ubuntu, Fedora, Arch; one that is nowhere is told by tests/fonts/check.py.
  find_file(font_${name} ${name}.ttf NO_CACHE NO_DEFAULT_PATH PATHS
    /usr/share/fonts/truetype/open-sans /usr/share/fonts/truetype/dejavu /usr/share/fonts/truetype/noto
    /usr/share/fonts/open-sans /usr/share/fonts/dejavu-sans-fonts /usr/share/fonts/dejavu-serif-fonts
    /usr/share/fonts/google-noto /usr/share/fonts/TTF /usr/share/fonts/noto)
  if(font_${name})
    file(CREATE_LINK ${font_${name}} ${CT_FONTS}/${name}.ttf SYMBOLIC)
  endif()
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/fonts.conf.in ${CMAKE_CURRENT_BINARY_DIR}/fonts.conf @ONLY)
