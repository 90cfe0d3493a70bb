#include "service/catalog/value_checks.h"

#include <limits>
#include <string>

#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ValueChecksTest, ShippedContentHasNoFault) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(std::string(EmbeddedContentBundle())));
  EXPECT_THAT(ValueFaults(bundle), IsEmpty());
}

TEST(ValueChecksTest, TimesEndAtAYear) {
  v1::ContentBundle bundle;
  auto& time = *bundle.add_techniques()->mutable_area_duration()->mutable_min();
  const auto faults = [&](int64_t seconds, int32_t nanos) {
    time.set_seconds(seconds);
    time.set_nanos(nanos);
    return ValueFaults(bundle);
  };
  const auto refused = ElementsAre(
      "techniques[0].area_duration.min: is no time from 0 s to a year");
  EXPECT_THAT(faults(0, 0), IsEmpty());
  EXPECT_THAT(faults(kMaxContentSeconds, 999999999), IsEmpty());
  EXPECT_THAT(faults(kMaxContentSeconds + 1, 0), refused);
  EXPECT_THAT(faults(-1, 0), refused);
  EXPECT_THAT(faults(0, -1), refused);
  EXPECT_THAT(faults(0, 1000000000), refused);
  EXPECT_THAT(faults(std::numeric_limits<int64_t>::max(), 0), refused);
}

TEST(ValueChecksTest, EnumsAreKnown) {
  v1::ContentBundle bundle;
  bundle.add_triage_rules()->set_urgency(static_cast<v1::Urgency>(99));
  auto& pressure = *bundle.add_techniques()->mutable_pressure();
  pressure.set_lightest(static_cast<v1::PressureLevel>(-7));
  EXPECT_THAT(ValueFaults(bundle),
              ElementsAre("techniques[0].pressure.lightest: -7 is no value of "
                          "PressureLevel",
                          "triage_rules[0].urgency: 99 is no value of "
                          "Urgency"));
}

TEST(ValueChecksTest, NumbersAreNumbers) {
  v1::ContentBundle bundle;
  auto& quantity = *bundle.add_findings()->mutable_quantity();
  quantity.set_min(std::numeric_limits<double>::quiet_NaN());
  quantity.set_max(std::numeric_limits<double>::infinity());
  EXPECT_THAT(ValueFaults(bundle),
              ElementsAre("findings[0].quantity.min: is not a number",
                          "findings[0].quantity.max: is not a number"));
  quantity.set_min(std::numeric_limits<double>::lowest());
  quantity.set_max(std::numeric_limits<double>::max());
  EXPECT_THAT(ValueFaults(bundle), IsEmpty());
}

}  // namespace
}  // namespace knead
