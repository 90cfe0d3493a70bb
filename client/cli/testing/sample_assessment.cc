#include "client/cli/testing/sample_assessment.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

v1::Assessment SampleAssessment(const std::string& name) {
  const std::string path =
      absl::StrCat("client/cli/testing/assessment_", name, ".textproto");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  v1::Assessment assessment;
  if (text.str().empty() ||
      !google::protobuf::TextFormat::ParseFromString(text.str(), &assessment)) {
    ADD_FAILURE() << "cannot read " << path;
  }
  return assessment;
}

}  // namespace knead::cli
