#ifndef KNEAD_CLIENT_CLI_RENDER_CONTRAINDICATION_H_
#define KNEAD_CLIENT_CLI_RENDER_CONTRAINDICATION_H_

#include <string>

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/contraindication.pb.h"

namespace knead::cli {

// One contraindication.
void Render(const v1::Contraindication& contraindication, Library& library,
            Page& page);

// What a contraindication does, in words; regions of an effect are named.
std::string EffectsText(
    const google::protobuf::RepeatedPtrField<v1::Effect>& effects,
    Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_CONTRAINDICATION_H_
