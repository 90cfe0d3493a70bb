#include "tests/fuzz/serving.h"

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/search.pb.h"
#include "knead/v1/session.pb.h"
#include "service/session/coach.h"
#include "tests/fuzz/answers.h"

namespace knead {
namespace {

using ::google::protobuf::Message;
using Method = LocalService::Method;

// Few, so that even small content has several pages.
constexpr int kPageSize = 3;
// Pages of each kind that are looked at.
constexpr int kMostPages = 3;
// Minutes of a session, and its steps that are gone through.
constexpr int kSessionMinutes = 20;
constexpr int kMostSteps = 30;

std::string Say(const Method& method, const std::string& fault) {
  if (fault.empty()) return "";
  return absl::StrCat(method.descriptor->name(), ": ", fault);
}

std::string TextOf(const Message& message, const std::string& field) {
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName(field));
}

void SetText(const std::string& field, const std::string& text,
             Message* message) {
  message->GetReflection()->SetString(
      message, message->GetDescriptor()->FindFieldByName(field), text);
}

// Whether what came is an answer that is well or a refusal that is.
std::string FaultOf(const absl::StatusOr<std::unique_ptr<Message>>& answer) {
  return answer.ok() ? FaultOfAnswer(**answer)
                     : FaultOfRefusal(answer.status());
}

// One page of a list; what is on it can be got one by one. Sets the token of
// the next page.
std::string FaultOfPage(const LocalService& service, const Method& list,
                        std::string* page_token) {
  auto request = list.NewRequest();
  request->GetReflection()->SetInt32(
      request.get(), request->GetDescriptor()->FindFieldByName("page_size"),
      kPageSize);
  SetText("page_token", *page_token, request.get());
  const auto page = LocalService::Call(list, *request);
  if (!page.ok()) return page.status().ToString();
  *page_token = TextOf(**page, "next_page_token");
  const auto* items = (*page)->GetDescriptor()->FindFieldByNumber(1);
  const auto* reflection = (*page)->GetReflection();
  const Method& get =
      service.Find(absl::StrCat("Get", items->message_type()->name()));
  for (int i = 0; i < reflection->FieldSize(**page, items); ++i) {
    const Message& item = reflection->GetRepeatedMessage(**page, items, i);
    auto one = get.NewRequest();
    SetText("name", TextOf(item, "name"), one.get());
    const auto got = LocalService::Call(get, *one);
    if (!got.ok()) return Say(get, got.status().ToString());
    if (TextOf(**got, "name") != TextOf(item, "name")) {
      return Say(get, "another resource came");
    }
  }
  return "";
}

std::string FaultOfLookups(const LocalService& service) {
  for (const Method& method : service.methods()) {
    if (!absl::StartsWith(method.descriptor->name(), "List")) continue;
    std::string page_token;
    for (int page = 0; page < kMostPages; ++page) {
      std::string fault = FaultOfPage(service, method, &page_token);
      if (!fault.empty()) return Say(method, fault);
      if (page_token.empty()) break;
    }
  }
  const Method& info = service.Find("GetContentInfo");
  return Say(info, FaultOf(LocalService::Call(info, *info.NewRequest())));
}

// Whatever the content says can be searched for, and what is found can be got.
std::string FaultOfSearch(const LocalService& service) {
  const Method& method = service.Find("Search");
  for (const v1::Region& region :
       service.snapshot().catalog->bundle().regions()) {
    v1::SearchRequest request;
    request.set_query(absl::StrCat("the ", region.display_name()));
    std::string fault = FaultOf(LocalService::Call(method, request));
    if (!fault.empty()) return Say(method, fault);
  }
  return "";
}

std::string FaultOfFigures(const LocalService& service) {
  const Method& method = service.Find("RenderFigure");
  const auto fault_of = [&](const auto& resources) -> std::string {
    for (const auto& resource : resources) {
      v1::RenderFigureRequest request;
      request.set_name(resource.name());
      request.set_side(v1::SIDE_LEFT);
      std::string fault = FaultOf(LocalService::Call(method, request));
      if (!fault.empty()) return Say(method, fault);
    }
    return "";
  };
  const v1::ContentBundle& bundle = service.snapshot().catalog->bundle();
  std::string fault = fault_of(bundle.regions());
  if (fault.empty()) fault = fault_of(bundle.techniques());
  return fault;
}

// A coach and what it is told, one event after the other.
class Session {
 public:
  explicit Session(const LocalService& service)
      : coach_(service.snapshot().planner, &service.resume_tokens(),
               [this] { return now_; }) {}

  // What is wrong with the response to the event.
  std::string FaultOfEvent(v1::CoachRequest event) {
    now_ += absl::Seconds(30);
    event.set_event_id(++events_);
    const absl::StatusOr<v1::CoachResponse> response = coach_.Handle(event);
    if (!response.ok()) {
      refused_ = true;
      return FaultOfRefusal(response.status());
    }
    if (!last_.ParseFromString(response->SerializeAsString())) {
      return "the coach's response is no message";
    }
    return FaultOfAnswer(last_);
  }

  bool over() const { return refused_ || coach_.ended(); }
  bool refused() const { return refused_; }
  const v1::CoachResponse& last() const { return last_; }

 private:
  absl::Time now_ = absl::UnixEpoch();
  Coach coach_;
  int64_t events_ = 0;
  bool refused_ = false;
  v1::CoachResponse last_;
};

v1::CoachRequest Pain(int intensity, v1::PainQuality quality) {
  v1::CoachRequest event;
  event.mutable_pain()->set_intensity(intensity);
  event.mutable_pain()->set_quality(quality);
  return event;
}

// A session of somebody who does what the coach says, in whom it hurts more and
// more after a while, and at last sharply, which has to end it.
std::string FaultOfSession(const LocalService& service,
                           const v1::PlanSessionRequest& start) {
  Session session(service);
  v1::CoachRequest event;
  *event.mutable_start() = start;
  for (int step = 1; step <= kMostSteps; ++step) {
    if (std::string fault = session.FaultOfEvent(event); !fault.empty()) {
      return fault;
    }
    if (session.over()) return "";
    event.Clear();
    if (step == kMostSteps / 2) {
      event = Pain(4, v1::PAIN_QUALITY_INCREASING);
    } else if (session.last().has_step()) {
      event.mutable_step_done()->set_step_number(
          session.last().step().number());
    } else {
      event.mutable_ready();
    }
  }
  std::string fault = session.FaultOfEvent(Pain(9, v1::PAIN_QUALITY_SHARP));
  if (fault.empty() && (session.refused() || !session.over())) {
    return "sharp pain does not end the session";
  }
  return fault;
}

std::string FaultOfPerson(const LocalService& service,
                          const v1::AssessRequest& person) {
  const Method& assess = service.Find("Assess");
  if (std::string fault = FaultOf(LocalService::Call(assess, person));
      !fault.empty()) {
    return Say(assess, fault);
  }
  const Method& explain = service.Find("Explain");
  v1::ExplainRequest why;
  *why.mutable_request() = person;
  if (std::string fault = FaultOf(LocalService::Call(explain, why));
      !fault.empty()) {
    return Say(explain, fault);
  }
  const Method& plan = service.Find("PlanSession");
  v1::PlanSessionRequest session;
  *session.mutable_assessment_request() = person;
  session.mutable_available_time()->set_seconds(60 * kSessionMinutes);
  if (std::string fault = FaultOf(LocalService::Call(plan, session));
      !fault.empty()) {
    return Say(plan, fault);
  }
  std::string fault = FaultOfSession(service, session);
  return fault.empty() ? "" : absl::StrCat("Coach: ", fault);
}

}  // namespace

std::string FaultOfServing(const LocalService& service,
                           const std::vector<v1::AssessRequest>& people) {
  std::string fault = FaultOfLookups(service);
  if (fault.empty()) fault = FaultOfSearch(service);
  if (fault.empty()) fault = FaultOfFigures(service);
  for (const v1::AssessRequest& person : people) {
    if (!fault.empty()) break;
    fault = FaultOfPerson(service, person);
  }
  return fault;
}

}  // namespace knead
