#ifndef KNEAD_CLIENT_CLI_WORDS_PLACES_H_
#define KNEAD_CLIENT_CLI_WORDS_PLACES_H_

#include <string>

#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

// Places on the body in words.

// `left leg`, `right leg` or `both legs`; nothing for no side. `sides` holds
// values of v1::Side.
std::string SidesText(const google::protobuf::RepeatedField<int>& sides);

// `calf (left), shin (both legs)`; nothing for no site. Legs that all regions
// share are named once: `calf, shin (left leg)`. A site without a side is named
// without one.
std::string SitesText(
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library);

// Whether the sites are all places that the finding's own words mean, such as
// every side of the knee for a hot knee, on each leg that they name: then the
// legs say all.
bool AreWholePlace(
    const std::string& finding,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library);

// The sites of a finding: the legs alone where they say all, as SitesText
// otherwise.
std::string FindingSitesText(
    const std::string& finding,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_PLACES_H_
