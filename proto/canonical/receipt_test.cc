#include "proto/canonical/receipt.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "proto/canonical/sha256.h"

namespace knead {
namespace {

v1::AssessRequest Parse(const std::string& text) {
  v1::AssessRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request))
      << text;
  return request;
}

v1::Assessment Answer() {
  v1::Assessment answer;
  answer.set_content_revision("sha256:12");
  answer.set_engine_version("2.0.0");
  auto& replaced = *answer.add_replaced_findings();
  replaced.set_finding("findings/old");
  replaced.set_replaced_by("findings/new");
  return answer;
}

std::string Canonical(const std::string& text) {
  return CanonicalRequest(Parse(text), Answer().replaced_findings())
      .DebugString();
}

// Requests that mean the same.
struct Same {
  const char* what;
  const char* a;
  const char* b;
};

TEST(CanonicalRequestTest, IsOneForRequestsThatMeanTheSame) {
  const Same
      cases[] =
          {
              {"order of observations",
               R"pb(observations {
                      finding: "findings/b"
                      presence: PRESENCE_ABSENT
                    }
                    observations { finding: "findings/a" value: 3 })pb",
               R"pb(observations { finding: "findings/a" value: 3 }
                    observations {
                      finding: "findings/b"
                      presence: PRESENCE_ABSENT
                    })pb"},
              {"duplicates",
               R"pb(observations { finding: "findings/a" value: 3 }
                    observations { finding: "findings/b" value: 1 }
                    observations { finding: "findings/a" value: 3 })pb",
               R"pb(observations { finding: "findings/a" value: 3 }
                    observations { finding: "findings/b" value: 1 })pb"},
              {"retired findings",
               R"pb(observations {
                      finding: "findings/old"
                      presence: PRESENCE_ABSENT
                    }
                    observations {
                      finding: "findings/p"
                      presence: PRESENCE_ABSENT
                    })pb",
               R"pb(observations {
                      finding: "findings/p"
                      presence: PRESENCE_ABSENT
                    }
                    observations {
                      finding: "findings/new"
                      presence: PRESENCE_ABSENT
                    }
                    observations {
                      finding: "findings/old"
                      presence: PRESENCE_ABSENT
                    })pb"},
              {"order and duplicates of sites",
               R"pb(observations {
                      finding: "findings/a"
                      presence: PRESENCE_PRESENT
                      sites { region: "regions/b" side: SIDE_LEFT }
                      sites { region: "regions/a" side: SIDE_RIGHT }
                      sites { region: "regions/a" side: SIDE_LEFT }
                      sites { region: "regions/b" side: SIDE_LEFT }
                    })pb",
               R"pb(observations {
                      finding: "findings/a"
                      presence: PRESENCE_PRESENT
                      sites { region: "regions/a" side: SIDE_LEFT }
                      sites { region: "regions/a" side: SIDE_RIGHT }
                      sites { region: "regions/b" side: SIDE_LEFT }
                    })pb"},
              {"range of one value",
               R"pb(observations {
                      finding: "findings/a"
                      range { min: 3 max: 3 }
                    })pb",
               R"pb(observations { finding: "findings/a" value: 3 })pb"},
              {"negative zero",
               R"pb(observations { finding: "findings/a" value: -0.0 }
                    observations {
                      finding: "findings/b"
                      range { min: -0.0 max: 1 }
                    })pb",
               R"pb(observations { finding: "findings/a" value: 0 }
                    observations {
                      finding: "findings/b"
                      range { min: 0 max: 1 }
                    })pb"},
              {"order and duplicates of names",
               R"pb(clearances: [ "contraindications/b", "contraindications/a" ]
                    tools: [ "tools/b", "tools/a", "tools/b" ]
                    complaint { region: "regions/b" side: SIDE_LEFT }
                    complaint { region: "regions/a" side: SIDE_LEFT }
                    complaint { region: "regions/b" side: SIDE_LEFT })pb",
               R"pb(clearances: [
                      "contraindications/a",
                      "contraindications/b",
                      "contraindications/a"
                    ]
                    tools: [ "tools/a", "tools/b" ]
                    complaint { region: "regions/a" side: SIDE_LEFT }
                    complaint { region: "regions/b" side: SIDE_LEFT })pb"},
          };
  for (const Same& each : cases) {
    EXPECT_EQ(Canonical(each.a), Canonical(each.b)) << each.what;
    EXPECT_EQ(Receipt(Parse(each.a), Answer()),
              Receipt(Parse(each.b), Answer()))
        << each.what;
  }
}

TEST(CanonicalRequestTest, HasNoUnknownFields) {
  const v1::AssessRequest request = Parse(
      R"pb(observations {
             finding: "findings/a"
             range { min: 1 max: 2 }
             sites { region: "regions/a" side: SIDE_LEFT }
           }
           complaint { region: "regions/a" side: SIDE_LEFT })pb");
  v1::AssessRequest odd = request;
  const auto add_unknown = [](google::protobuf::Message* message) {
    message->GetReflection()->MutableUnknownFields(message)->AddVarint(1000, 7);
  };
  add_unknown(&odd);
  add_unknown(odd.mutable_observations(0));
  add_unknown(odd.mutable_observations(0)->mutable_range());
  add_unknown(odd.mutable_observations(0)->mutable_sites(0));
  add_unknown(odd.mutable_complaint(0));
  EXPECT_NE(CanonicalBytes(odd), CanonicalBytes(request));
  EXPECT_EQ(CanonicalBytes(CanonicalRequest(odd, {})),
            CanonicalBytes(CanonicalRequest(request, {})));
}

// Whoever adds a message to requests clears its unknown fields, too.
TEST(CanonicalRequestTest, KnowsTheMessagesOfARequest) {
  std::set<std::string> names;
  const std::function<void(const google::protobuf::Descriptor*)> visit =
      [&](const google::protobuf::Descriptor* type) {
        if (!names.insert(type->name()).second) return;
        for (int i = 0; i < type->field_count(); ++i) {
          if (type->field(i)->message_type() != nullptr) {
            visit(type->field(i)->message_type());
          }
        }
      };
  visit(v1::AssessRequest::descriptor());
  EXPECT_EQ(names, std::set<std::string>({"AssessRequest", "BodySite",
                                          "Observation", "QuantityRange"}));
}

TEST(CanonicalRequestTest, StaysAsItIs) {
  const std::string text =
      R"pb(observations { finding: "findings/a" value: 3 }
           observations {
             finding: "findings/b"
             presence: PRESENCE_PRESENT
             sites { region: "regions/a" side: SIDE_LEFT }
             sites { region: "regions/b" side: SIDE_LEFT }
           }
           complaint { region: "regions/a" side: SIDE_LEFT }
           clearances: "contraindications/a"
           tools: "tools/a"
           language_code: "pt-BR"
           region_code: "NZ")pb";
  EXPECT_EQ(Canonical(text), Parse(text).DebugString());
}

TEST(ReceiptTest, IsTheDigestOfItsParts) {
  v1::AssessRequest request;
  request.set_region_code("NZ");
  v1::Assessment answer;
  answer.set_content_revision("r");
  answer.set_engine_version("e");
  const auto part = [](absl::string_view bytes) {
    return absl::StrCat(std::string(7, '\0'),
                        std::string(1, static_cast<char>(bytes.size())), bytes);
  };
  EXPECT_EQ(Receipt(request, answer),
            Sha256(absl::StrCat(part("knead-receipt-1"), part("\x32\x02NZ"),
                                part("r"), part("e"),
                                part(answer.SerializeAsString()))));
}

TEST(ReceiptTest, IsAddedTogetherWithTheBytes) {
  const v1::AssessRequest request =
      Parse(R"pb(observations { finding: "findings/a" value: 3 })pb");
  for (const char* old : {"", "sha256:34"}) {
    v1::Assessment answer = Answer();
    answer.set_receipt(old);
    const std::string bytes = AddReceipt(request, &answer);
    EXPECT_EQ(answer.receipt(), Receipt(request, Answer()));
    EXPECT_EQ(bytes, CanonicalBytes(answer));
  }
}

TEST(ReceiptTest, DoesNotCoverItself) {
  v1::Assessment answer = Answer();
  const std::string receipt = Receipt({}, answer);
  answer.set_receipt(receipt);
  EXPECT_EQ(Receipt({}, answer), receipt);
}

TEST(ReceiptTest, CoversEverythingElse) {
  const std::string text =
      R"pb(observations {
             finding: "findings/a"
             presence: PRESENCE_PRESENT
             sites { region: "regions/a" side: SIDE_LEFT }
           }
           complaint { region: "regions/a" side: SIDE_LEFT }
           clearances: "contraindications/a"
           tools: "tools/a"
           language_code: "en"
           region_code: "NZ")pb";
  using Change = std::function<void(v1::AssessRequest&, v1::Assessment&)>;
  const std::vector<Change> changes = {
      [](auto& request, auto&) {
        request.mutable_observations(0)->set_finding("findings/b");
      },
      [](auto& request, auto&) {
        request.mutable_observations(0)->set_presence(v1::PRESENCE_UNKNOWN);
      },
      [](auto& request, auto&) {
        request.mutable_observations(0)->clear_sites();
      },
      [](auto& request, auto&) { request.clear_complaint(); },
      [](auto& request, auto&) { request.clear_clearances(); },
      [](auto& request, auto&) { request.add_tools("tools/b"); },
      [](auto& request, auto&) { request.set_language_code("de"); },
      [](auto& request, auto&) { request.set_region_code("GB"); },
      [](auto&, auto& answer) { answer.set_content_revision("sha256:13"); },
      [](auto&, auto& answer) { answer.set_engine_version("2.0.1"); },
      [](auto&, auto& answer) { answer.mutable_urgency()->set_settled(true); },
      [](auto&, auto& answer) { answer.add_care_measures("careMeasures/a"); },
  };
  std::vector<std::string> receipts = {Receipt(Parse(text), Answer())};
  for (const Change& change : changes) {
    v1::AssessRequest request = Parse(text);
    v1::Assessment answer = Answer();
    change(request, answer);
    receipts.push_back(Receipt(request, answer));
  }
  for (size_t i = 0; i < receipts.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_NE(receipts[i], receipts[j]);
  }
}

}  // namespace
}  // namespace knead
