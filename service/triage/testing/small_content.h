#ifndef KNEAD_SERVICE_TRIAGE_TESTING_SMALL_CONTENT_H_
#define KNEAD_SERVICE_TRIAGE_TESTING_SMALL_CONTENT_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// A message from its text format; the test fails when it cannot be read.
template <typename Message>
Message FromText(absl::string_view text);

// A catalog of two regions (regions/calf, regions/front-thigh), a care pathway
// for each urgency, and what `text` adds in the text format of a ContentBundle.
// Findings are given their names alone where nothing else matters: kind
// PRESENCE and assessor ANYONE are filled in.
std::shared_ptr<const Catalog> SmallCatalog(absl::string_view text);

// The bundle of SmallCatalog.
v1::ContentBundle SmallBundle(absl::string_view text);

}  // namespace knead

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace knead {

template <typename Message>
Message FromText(absl::string_view text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text),
                                                            &message))
      << text;
  return message;
}

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_TESTING_SMALL_CONTENT_H_
