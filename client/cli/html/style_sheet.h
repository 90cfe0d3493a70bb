#ifndef KNEAD_CLIENT_CLI_HTML_STYLE_SHEET_H_
#define KNEAD_CLIENT_CLI_HTML_STYLE_SHEET_H_

#include "absl/strings/string_view.h"

namespace knead::cli {

// How an HtmlPage looks: dark on white, one column on a phone, pictures beside
// the steps where there is room, A4 on paper. It must hold none of the
// characters that XML escapes.
inline constexpr absl::string_view kStyleSheet = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0;
  background: #ffffff;
  color: #1c1c1c;
  font: 16px/1.45 system-ui, "Liberation Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 48rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 {
  font-size: 1.25rem;
  line-height: 1.25;
  margin: 1.75rem 0 0.5rem;
  padding-bottom: 0.25rem;
  border-bottom: 2px solid #10305c;
  color: #10305c;
  clear: both;
}
h3 { font-size: 1.1rem; margin: 1.25rem 0 0.5rem; }
p { margin: 0.35rem 0; }
ul, ol { margin: 0.35rem 0; padding-left: 1.5rem; }
ol { padding-left: 2rem; }
li { margin: 0.35rem 0; }
li p { margin: 0.15rem 0; }
ol li p:first-child:not(:last-child) { font-weight: bold; }
section section::after { content: ""; display: block; clear: both; }
.inner { margin-left: 1rem; }
.title, .label { font-weight: bold; }
.quiet { color: #555555; font-size: 0.9rem; }
.good, .caution, .danger {
  font-weight: bold;
  padding: 0.5rem 0.75rem;
  border-left: 0.4rem solid;
}
.good { color: #14532d; background: #edf7ee; }
.caution { color: #6b3d00; background: #fff6e0; }
.danger { color: #8a0f0f; background: #fdecec; font-size: 1.25rem; }
pre { font-size: 0.9rem; white-space: pre-wrap; margin: 0.35rem 0; }
figure { margin: 0 0 0.75rem; text-align: center; }
figure svg { max-width: 100%; height: auto; }
li a { font-weight: normal; white-space: nowrap; color: #10305c; }
@media (min-width: 42rem), print {
  figure { float: right; width: 46%; margin: 0 0 0.75rem 1.25rem; }
  /* Many views beside each other would be too small in half the width. */
  figure.wide { float: none; width: auto; margin: 0 0 0.75rem; }
}
@page { size: A4; margin: 15mm; }
@media print {
  body { font-size: 10.5pt; line-height: 1.35; }
  main { max-width: none; padding: 0; }
  h2, h2 + p, h3, .title, .label { break-after: avoid; }
  li, figure, p { break-inside: avoid; }
  .quiet { break-before: avoid; }
  /* As high as a page holds, since letters get smaller with the picture. */
  figure svg { max-height: 24cm; }
  /* The picture is beside the steps, and paper cannot be clicked. */
  li a { display: none; }
  .good, .caution, .danger { background: none; }
}
)css";

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_HTML_STYLE_SHEET_H_
