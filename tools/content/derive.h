#ifndef KNEAD_TOOLS_CONTENT_DERIVE_H_
#define KNEAD_TOOLS_CONTENT_DERIVE_H_

#include "knead/v1/content_bundle.pb.h"

namespace knead::content {

// Computes the fields that are never authored:
//
// `Technique.contraindications`: the names, strictest first and then in the
// order of the alphabet, of every contraindication with an effect that can
// concern the technique. FORBID_ALL, STOP_NOW and CLEARANCE_FIRST concern every
// technique. FORBID_REGION, NO_DIRECT_PRESSURE and GENTLE_ONLY concern those
// that act, directly or not, on one of the effect's regions; on any region when
// the effect has none of its own, since it then holds wherever its findings are
// observed.
void FillDerivedFields(v1::ContentBundle* bundle);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_DERIVE_H_
