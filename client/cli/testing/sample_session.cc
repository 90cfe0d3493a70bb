#include "client/cli/testing/sample_session.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/testing/sample_assessment.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

v1::PlanSessionResponse SampleSession(const std::string& name,
                                      const std::string& assessment) {
  const std::string path =
      absl::StrCat("client/cli/testing/session_", name, ".textproto");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  v1::PlanSessionResponse response;
  if (text.str().empty() ||
      !google::protobuf::TextFormat::ParseFromString(text.str(), &response)) {
    ADD_FAILURE() << "cannot read " << path;
  }
  *response.mutable_assessment() = SampleAssessment(assessment);
  return response;
}

}  // namespace knead::cli
