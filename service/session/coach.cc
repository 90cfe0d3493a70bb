#include "service/session/coach.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "service/errors/error_payload.h"
#include "service/errors/errors.h"
#include "service/session/limits.h"
#include "service/session/observations.h"
#include "service/session/steps.h"
#include "service/triage/version.h"

namespace knead {
namespace {

using ::google::protobuf::util::TimeUtil;

constexpr int kMinPain = 0;
constexpr int kMaxPain = 10;

// From the firmest pressure to the lightest.
constexpr int kMostEasing = v1::PRESSURE_LEVEL_FIRM - v1::PRESSURE_LEVEL_LIGHT;

google::protobuf::Timestamp ToProto(absl::Time time) {
  return TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(time));
}

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixNanos(TimeUtil::TimestampToNanoseconds(time));
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  return TimeUtil::NanosecondsToDuration(absl::ToInt64Nanoseconds(duration));
}

v1::Observation Present(const std::string& finding) {
  v1::Observation observation;
  observation.set_finding(finding);
  observation.set_presence(v1::PRESENCE_PRESENT);
  return observation;
}

v1::Observation Strength(const std::string& finding, int intensity) {
  v1::Observation observation;
  observation.set_finding(finding);
  observation.set_value(intensity);
  return observation;
}

// Whether a session can stand like this. A token is sealed by the service
// alone, but perhaps by another release of it.
bool IsSound(const session::CoachState& state) {
  const auto is_time = [](int64_t ms) {
    return ms >= 0 && ms <= absl::ToInt64Milliseconds(kMaxSessionTime);
  };
  const auto can_go_on = [](v1::CoachState value) {
    return v1::CoachState_IsValid(value) &&
           value != v1::COACH_STATE_UNSPECIFIED &&
           value != v1::COACH_STATE_ENDED;
  };
  const v1::CoachState awaited = state.state() == v1::COACH_STATE_CHECKING
                                     ? state.awaited()
                                     : state.state();
  return FromProto(state.start_time()) <= FromProto(state.issue_time()) &&
         can_go_on(state.state()) && can_go_on(awaited) &&
         awaited != v1::COACH_STATE_CHECKING &&
         (awaited != v1::COACH_STATE_WAITING ||
          can_go_on(state.interrupted())) &&
         state.step_number() >= 0 && is_time(state.step_ms()) &&
         is_time(state.block_ms()) && state.times_all_eased() >= 0 &&
         state.times_all_eased() <= kMostEasing &&
         absl::c_all_of(state.eased(), [](const session::Easing& easing) {
           return v1::PressureLevel_IsValid(easing.firmest()) &&
                  easing.firmest() != v1::PRESSURE_LEVEL_UNSPECIFIED;
         });
}

// Writes all that is known of the person in one way.
void Normalize(const Catalog& catalog, session::CoachState* state) {
  NormalizeObservations(catalog, state->mutable_request()
                                     ->mutable_assessment_request()
                                     ->mutable_observations());
  NormalizeObservations(catalog, state->mutable_reported());
}

// Whether anything came up, or may have, and was not only denied.
bool HasReports(
    const google::protobuf::RepeatedPtrField<v1::Observation>& reported) {
  return absl::c_any_of(reported, [](const v1::Observation& observation) {
    return observation.answer_case() != v1::Observation::kPresence ||
           observation.presence() != v1::PRESENCE_ABSENT;
  });
}

bool EndsAtOnce(v1::PainQuality quality) {
  return quality == v1::PAIN_QUALITY_SHARP ||
         quality == v1::PAIN_QUALITY_SHOOTING ||
         quality == v1::PAIN_QUALITY_RADIATING;
}

absl::Status CheckPain(const v1::PainReport& pain) {
  if (pain.intensity() < kMinPain || pain.intensity() > kMaxPain) {
    return ValueOutOfRange("pain.intensity", kMinPain, kMaxPain);
  }
  if (!v1::PainQuality_IsValid(pain.quality())) {
    return InvalidEnumValue("pain.quality", pain.quality());
  }
  if (pain.quality() == v1::PAIN_QUALITY_UNSPECIFIED && pain.intensity() > 0) {
    return MissingField("pain.quality",
                        "say what it is like: dull, sharp, shooting, radiating "
                        "or increasing");
  }
  return absl::OkStatus();
}

// The longest that the block's area is to be worked on.
absl::Duration LongestTime(const Catalog& catalog, const v1::PlanBlock& block) {
  absl::Duration longest = absl::InfiniteDuration();
  for (const v1::PlannedTechnique& planned : block.techniques()) {
    const auto* technique =
        catalog.Find<v1::Technique>(planned.recommendation().technique());
    if (technique == nullptr || !technique->has_area_duration()) continue;
    longest = std::min(
        longest, absl::Seconds(ToSeconds(technique->area_duration().max())));
  }
  return longest;
}

// What holds now and did not before, in the words of the content: why it
// matters, what to leave alone, and how soon to see somebody.
std::vector<v1::Statement> NewAdvice(const v1::Assessment& before,
                                     const v1::Assessment& now) {
  absl::flat_hash_set<std::string> known;
  const auto with_sites = [](const v1::FiredContraindication& fired) {
    std::string key = fired.contraindication();
    for (const v1::BodySite& site : fired.sites()) {
      absl::StrAppend(&key, " ", site.region(), " ", site.side());
    }
    return key;
  };
  for (const auto& fired : before.fired_contraindications()) {
    known.insert(with_sites(fired));
  }
  for (const auto& fired : before.fired_rules()) {
    known.insert(fired.triage_rule());
  }
  std::vector<v1::Statement> advice;
  for (const auto& fired : now.fired_rules()) {
    if (!known.contains(fired.triage_rule())) {
      advice.push_back(fired.rationale());
    }
  }
  for (const auto& fired : now.fired_contraindications()) {
    if (!known.contains(with_sites(fired))) {
      advice.push_back(fired.advice());
    }
  }
  if (now.urgency().floor() > before.urgency().floor()) {
    v1::Statement& pathway = advice.emplace_back();
    pathway.set_text(now.care_pathway().summary());
    *pathway.mutable_citations() = now.care_pathway().citations();
  }
  return advice;
}

}  // namespace

Coach::Coach(std::shared_ptr<const Planner> planner, const ResumeTokens* tokens,
             Clock clock)
    : planner_(std::move(planner)),
      tokens_(tokens),
      clock_(std::move(clock)),
      rate_(clock_()),
      last_event_(clock_()),
      start_(last_event_) {}

absl::Time Coach::expiry() const {
  return std::min(last_event_ + kMaxSessionIdle, start_ + kMaxSessionTime);
}

absl::Status Coach::Expired() const {
  return last_event_ + kMaxSessionIdle <= start_ + kMaxSessionTime
             ? SessionIdle(kMaxSessionIdle)
             : SessionTooLong(kMaxSessionTime);
}

absl::Status Coach::CheckOrder(const v1::CoachRequest& request) {
  if (request.event_id() != last_event_id_ + 1) {
    return EventOutOfOrder(
        "event_id", absl::StrCat("number events one by one; the next one is ",
                                 last_event_id_ + 1));
  }
  const bool opens = request.has_start() || request.has_resume();
  if (request.event_case() == v1::CoachRequest::EVENT_NOT_SET) {
    return MissingField("event", "say what happened");
  }
  if (opens != (last_event_id_ == 0)) {
    return EventOutOfOrder(
        "event",
        opens ? "the session has begun already; open another stream for another"
              : "begin with start or resume");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::CoachResponse> Coach::Handle(
    const v1::CoachRequest& request) {
  const absl::Time now = clock_();
  if (!rate_.Take(now)) return TooManyEvents(kMaxEventsPerSecond);
  if (absl::Status order = CheckOrder(request); !order.ok()) return order;
  if (now >= expiry()) return Expired();
  if (absl::Status status = FindRoute(); !status.ok()) return status;
  Tick();
  absl::StatusOr<v1::CoachResponse> response = Dispatch(request);
  // Nothing of it is needed until the next event.
  route_.reset();
  if (!response.ok()) return response.status();
  if (ended() && !response->end().has_assessment() &&
      HasReports(state_.reported())) {
    // What came up is not forgotten because the massage is over.
    absl::StatusOr<v1::Assessment> assessment = Reassess();
    if (!assessment.ok()) return assessment.status();
    *response->mutable_end()->mutable_assessment() = *std::move(assessment);
  }
  last_event_id_ = request.event_id();
  response->set_event_id(request.event_id());
  if (absl::Status status = AddToken(&*response); !status.ok()) return status;
  return response;
}

absl::Status Coach::FindRoute() {
  if (state_.state() == v1::COACH_STATE_UNSPECIFIED ||
      state_.state() == v1::COACH_STATE_CHECKING) {
    return absl::OkStatus();
  }
  absl::StatusOr<v1::PlanSessionResponse> planned =
      planner_->Plan(state_.request());
  if (!planned.ok()) return planned.status();
  route_.emplace(std::move(*planned->mutable_plan()), guide().limited_round());
  ChangeRoute();
  if (state_.reported().empty()) return absl::OkStatus();
  absl::StatusOr<v1::Assessment> assessment = Reassess();
  if (!assessment.ok()) return assessment.status();
  route_->Restrict(*assessment);
  return absl::OkStatus();
}

void Coach::ChangeRoute() {
  for (const v1::BodySite& site : state_.left_out()) route_->LeaveOut(site);
  for (const session::Easing& easing : state_.eased()) {
    route_->Ease(easing.technique(), easing.firmest());
  }
  route_->EaseAll(state_.times_all_eased());
}

absl::StatusOr<v1::CoachResponse> Coach::Dispatch(
    const v1::CoachRequest& request) {
  switch (request.event_case()) {
    case v1::CoachRequest::kStart:
      return OnStart(request.start());
    case v1::CoachRequest::kResume:
      return OnResume(request.resume());
    case v1::CoachRequest::kReady:
      return OnReady();
    case v1::CoachRequest::kStepDone:
      return OnStepDone(request.step_done().step_number());
    case v1::CoachRequest::kPause:
      return OnPause();
    case v1::CoachRequest::kSkip:
      return OnSkip(request.skip());
    case v1::CoachRequest::kPain:
      return OnPain(request.pain());
    case v1::CoachRequest::kNewFindings:
      return OnNewFindings(request.new_findings());
    case v1::CoachRequest::kStop:
      return OnStop();
    case v1::CoachRequest::EVENT_NOT_SET:
      break;
  }
  return MissingField("event", "say what happened");
}

absl::StatusOr<v1::CoachResponse> Coach::OnStart(
    const v1::PlanSessionRequest& request) {
  absl::StatusOr<v1::PlanSessionResponse> planned = planner_->Plan(request);
  if (!planned.ok()) return WithinField("start", planned.status());
  *state_.mutable_request() = request;
  state_.mutable_request()->DiscardUnknownFields();
  Normalize(planner_->catalog(), &state_);
  state_.set_content_revision(planner_->catalog().revision());
  state_.set_engine_version(std::string(kEngineVersion));
  *state_.mutable_start_time() = ToProto(start_);
  v1::CoachResponse response;
  if (planned->has_plan()) {
    state_.set_state(v1::COACH_STATE_PLANNED);
    route_.emplace(planned->plan(), guide().limited_round());
    response = Cue();
    *response.mutable_check() = CheckPrompt();
  } else {
    response = End(v1::SESSION_END_REASON_NO_PLAN, planned->no_plan().text(),
                   planned->assessment());
  }
  *response.mutable_plan() = *std::move(planned);
  return response;
}

absl::StatusOr<v1::CoachResponse> Coach::OnResume(
    const v1::ResumeSession& event) {
  if (event.resume_token().empty()) {
    return MissingField("resume.resume_token",
                        "send the token of the last response that arrived");
  }
  absl::StatusOr<std::string> bytes = tokens_->Open(event.resume_token());
  if (!bytes.ok()) {
    if (absl::IsInvalidArgument(bytes.status())) return InvalidResumeToken();
    return bytes.status();
  }
  session::CoachState state;
  if (!state.ParseFromString(*bytes) || !IsSound(state)) {
    return InvalidResumeToken();
  }
  const absl::Time now = clock_();
  const absl::Duration age = now - FromProto(state.issue_time());
  if (age >= kResumeTokenLifetime) {
    return ResumeTokenExpired(kResumeTokenLifetime);
  }
  // Of a clock that runs further ahead: it would be good for too long.
  if (age < -kMaxClockSkew) return InvalidResumeToken();
  start_ = FromProto(state.start_time());
  if (now - start_ >= kMaxSessionTime) return SessionTooLong(kMaxSessionTime);
  Normalize(planner_->catalog(), &state);
  state_ = std::move(state);
  if (!planner_->Plan(state_.request()).ok() || !Reassess().ok()) {
    return SessionContentGone();
  }
  // Whatever it waited for, first comes what happened in between.
  if (state_.state() != v1::COACH_STATE_CHECKING) {
    state_.set_awaited(state_.state());
  }
  state_.set_state(v1::COACH_STATE_CHECKING);
  return Cue();
}

v1::CoachResponse Coach::OnReady() {
  switch (state_.state()) {
    case v1::COACH_STATE_PLANNED:
      GoBehind(state_.step_number());
      break;
    case v1::COACH_STATE_PAUSED:
      Enter(state_.step_number());
      break;
    default:
      break;
  }
  return Cue();
}

v1::CoachResponse Coach::OnStepDone(int step_number) {
  if (state_.state() != v1::COACH_STATE_RUNNING ||
      step_number != state_.step_number()) {
    return Cue();
  }
  GoBehind(step_number);
  return Cue();
}

v1::CoachResponse Coach::OnPause() {
  if (state_.state() == v1::COACH_STATE_RUNNING) {
    state_.set_state(v1::COACH_STATE_PAUSED);
  }
  return Cue();
}

absl::StatusOr<v1::CoachResponse> Coach::OnSkip(const v1::Skip& event) {
  if (!v1::SkipScope_IsValid(event.scope())) {
    return InvalidEnumValue("skip.scope", event.scope());
  }
  const bool can_skip = state_.state() == v1::COACH_STATE_RUNNING ||
                        state_.state() == v1::COACH_STATE_PAUSED;
  if (!can_skip || event.step_number() != state_.step_number()) return Cue();
  int last = state_.step_number();
  const v1::PlanBlock* block = route_->BlockOf(last);
  if (route_->Step(last).kind() == v1::SESSION_STEP_KIND_MASSAGE) {
    // What comes next is not to be firmer than what was not tried.
    Ease(route_->PressureAt(last));
  }
  if (event.scope() == v1::SKIP_SCOPE_TECHNIQUE) {
    last = route_->EndOfTechnique(last);
  } else if (event.scope() == v1::SKIP_SCOPE_BLOCK && block != nullptr) {
    last = Route::CheckInOf(*block) - 1;
  }
  GoBehind(last);
  return Cue();
}

absl::StatusOr<v1::CoachResponse> Coach::EndWith(
    v1::SessionEndReason reason, const v1::Statement& text,
    const std::vector<v1::Observation>& observed) {
  for (const v1::Observation& observation : observed) {
    MergeObservation(observation, state_.mutable_reported());
  }
  absl::StatusOr<v1::Assessment> assessment = Reassess();
  if (!assessment.ok()) return assessment.status();
  return End(reason, text, *std::move(assessment));
}

absl::StatusOr<v1::CoachResponse> Coach::EndUnsettled() {
  const v1::PainResponse& reaction = guide().pain();
  return EndWith(v1::SESSION_END_REASON_PAIN_NOT_SETTLED,
                 reaction.not_settled(), {Present(reaction.sharp_finding())});
}

absl::StatusOr<v1::CoachResponse> Coach::OnPain(const v1::PainReport& pain) {
  if (absl::Status status = CheckPain(pain); !status.ok()) return status;
  const v1::PainResponse& reaction = guide().pain();
  const bool is_growing = pain.quality() == v1::PAIN_QUALITY_INCREASING;
  const bool is_severe = pain.intensity() >= reaction.end_from();
  if (EndsAtOnce(pain.quality()) || is_severe) {
    // All that the report says counts.
    std::vector<v1::Observation> observed;
    if (is_severe) {
      observed.push_back(
          Strength(reaction.intensity_finding(), pain.intensity()));
      observed.push_back(Present(reaction.severe_finding()));
    }
    if (EndsAtOnce(pain.quality()) || is_growing) {
      observed.push_back(Present(reaction.sharp_finding()));
    }
    return EndsAtOnce(pain.quality())
               ? EndWith(v1::SESSION_END_REASON_SHARP_PAIN, reaction.sharp(),
                         observed)
               : EndWith(v1::SESSION_END_REASON_SEVERE_PAIN, reaction.severe(),
                         observed);
  }
  const bool is_strong = pain.intensity() >= reaction.ease_from();
  if (pain.intensity() > 0 && !is_growing &&
      state_.state() != v1::COACH_STATE_WAITING &&
      state_.state() != v1::COACH_STATE_CHECKING &&
      route_->IsLimited(state_.step_number())) {
    return OnLimited(is_strong);
  }
  switch (state_.state()) {
    case v1::COACH_STATE_WAITING:
      if (is_strong || is_growing) return EndUnsettled();
      return OnSettled();
    case v1::COACH_STATE_CHECKING:
      if (is_growing) return EndUnsettled();
      // It goes on only once all that is asked was answered.
      if (is_strong) EaseAll();
      return Cue();
    default:
      break;
  }
  if (is_growing) return OnIncreasing();
  const int number = state_.step_number();
  const bool of_massage = route_->BlockOf(number) != nullptr;
  if (state_.state() == v1::COACH_STATE_CHECK_IN) {
    if (is_strong) return OnStrongAtCheckIn();
    GoBehind(number);
  } else if (pain.intensity() > 0 && number > 0 &&
             route_->Step(number).kind() == v1::SESSION_STEP_KIND_WARM_UP) {
    return OnWarmUp(is_strong);
  } else if (is_strong) {
    return OnStrong();
  }
  v1::CoachResponse response = Cue();
  if (pain.intensity() > 0 && of_massage) {
    *response.add_says() = reaction.steady();
  }
  return response;
}

void Coach::LeaveAreaOut() {
  state_.set_hurt(true);
  const v1::PlanBlock* block = route_->BlockOf(state_.step_number());
  if (block != nullptr) LeaveOut(block->site());
}

void Coach::LeaveOut(const v1::BodySite& site) {
  *state_.add_left_out() = site;
  route_->LeaveOut(site);
}

void Coach::Ease(v1::PressureLevel firmest) {
  const std::string technique = route_->Step(state_.step_number()).technique();
  auto* eased = state_.mutable_eased();
  auto found = absl::c_find_if(*eased, [&](const session::Easing& easing) {
    return easing.technique() == technique;
  });
  session::Easing& easing =
      found == eased->end() ? *state_.add_eased() : *found;
  easing.set_technique(technique);
  easing.set_firmest(firmest);
  route_->Ease(technique, firmest);
}

bool Coach::EaseAll() {
  state_.set_hurt(true);
  if (state_.times_all_eased() >= kMostEasing) return false;
  state_.set_times_all_eased(state_.times_all_eased() + 1);
  if (route_.has_value()) route_->EaseAll(state_.times_all_eased());
  return true;
}

v1::CoachResponse Coach::OnWarmUp(bool is_strong) {
  // Not the massage hurts, but what it is for.
  if (is_strong) EaseAll();
  GoBehind(state_.step_number());
  v1::CoachResponse response = Cue();
  for (const v1::SessionCue& cue : guide().warm_up().cues()) {
    if (cue.kind() == v1::SESSION_CUE_KIND_CAUTION) {
      *response.add_says() = cue.statement();
    }
  }
  return response;
}

v1::CoachResponse Coach::OnIncreasing() {
  LeaveAreaOut();
  state_.set_interrupted(state_.state());
  state_.set_step_ms(0);
  state_.set_state(v1::COACH_STATE_WAITING);
  return Cue();
}

v1::CoachResponse Coach::OnLimited(bool is_strong) {
  LeaveAreaOut();
  if (is_strong) EaseAll();
  GoBehind(state_.step_number());
  v1::CoachResponse response = Cue();
  *response.add_says() = guide().pain().limited();
  return response;
}

v1::CoachResponse Coach::OnSettled() {
  EaseAll();
  // Who had not begun, or paused, goes on when ready.
  state_.set_state(state_.interrupted());
  if (state_.state() != v1::COACH_STATE_PLANNED) {
    GoBehind(state_.step_number());
  }
  v1::CoachResponse response = Cue();
  *response.add_says() = guide().pain().settled();
  return response;
}

v1::CoachResponse Coach::OnStrongAtCheckIn() {
  const v1::PainResponse& reaction = guide().pain();
  const bool is_eased = EaseAll();
  if (!is_eased) {
    // Nothing of what is left would be any milder.
    for (const v1::BodySite& site : route_->SitesBehind(state_.step_number())) {
      LeaveOut(site);
    }
  }
  GoBehind(state_.step_number());
  const bool goes_on = route_->HasMassageFrom(state_.step_number());
  v1::CoachResponse response = Cue();
  if (goes_on || !is_eased) {
    *response.add_says() = is_eased ? reaction.eased() : reaction.left_out();
  }
  return response;
}

v1::CoachResponse Coach::OnStrong() {
  const v1::PainResponse& reaction = guide().pain();
  const int number = state_.step_number();
  if (number == 0 || route_->Step(number).technique().empty()) {
    // Not of one technique: what is left is done more gently.
    EaseAll();
    v1::CoachResponse response = Cue();
    *response.add_says() = reaction.eased();
    return response;
  }
  if (route_->IsMildest(number)) {
    LeaveAreaOut();
    GoBehind(number);
    v1::CoachResponse response = Cue();
    *response.add_says() = reaction.left_out();
    return response;
  }
  const std::string technique = route_->Step(number).technique();
  state_.set_hurt(true);
  // Never again as hard as it hurt, nor harder.
  Ease(
      std::max(route_->MildestOf(technique),
               static_cast<v1::PressureLevel>(route_->PressureAt(number) - 1)));
  v1::CoachResponse response = Cue();
  *response.add_says() = reaction.eased();
  for (const v1::Statement& ease :
       planner_->catalog().Find<v1::Technique>(technique)->ease()) {
    *response.add_says() = ease;
  }
  return response;
}

absl::StatusOr<v1::CoachResponse> Coach::OnNewFindings(
    const v1::NewFindings& event) {
  if (event.observations().empty()) {
    return MissingField("new_findings.observations", "say what came up");
  }
  if (event.observations_size() > kMaxReportedObservations) {
    return TooManyItems("new_findings.observations", event.observations_size(),
                        kMaxReportedObservations);
  }
  // By themselves first, so that a fault is told about this event.
  v1::AssessRequest alone;
  *alone.mutable_observations() = event.observations();
  if (auto checked = planner_->engine().Assess(alone); !checked.ok()) {
    return WithinField("new_findings", checked.status());
  }
  absl::StatusOr<v1::Assessment> before = Reassess();
  if (!before.ok()) return before.status();
  google::protobuf::RepeatedPtrField<v1::Observation> observations =
      event.observations();
  NormalizeObservations(planner_->catalog(), &observations);
  for (const v1::Observation& observation : observations) {
    MergeObservation(observation, state_.mutable_reported());
  }
  const bool checking = state_.state() == v1::COACH_STATE_CHECKING;
  if (checking) {
    // What is not answered counts as a danger.
    absl::flat_hash_set<std::string> answered;
    for (const v1::Observation& observation : observations) {
      answered.insert(observation.finding());
    }
    for (const std::string& finding : guide().check().findings()) {
      if (answered.contains(finding)) continue;
      v1::Observation unknown;
      unknown.set_finding(finding);
      unknown.set_presence(v1::PRESENCE_UNKNOWN);
      MergeObservation(unknown, state_.mutable_reported());
    }
  }
  absl::StatusOr<v1::Assessment> assessment = Reassess();
  if (!assessment.ok()) return assessment.status();
  if (!AllowsMassage(*assessment)) {
    return EndWith(v1::SESSION_END_REASON_NEW_DANGER, guide().new_danger(),
                   Unsettled());
  }
  const std::vector<v1::Statement> advice = NewAdvice(*before, *assessment);
  if (checking) return TakeUp(*std::move(assessment), advice);
  const int number = state_.step_number();
  const bool had_massage = route_->HasMassageFrom(number);
  const bool changed = route_->Restrict(*assessment);
  if (had_massage && !route_->HasMassageFrom(number)) {
    return NothingLeft(advice);
  }
  if (changed && state_.step_number() > 0 &&
      (state_.state() == v1::COACH_STATE_RUNNING ||
       state_.state() == v1::COACH_STATE_PAUSED)) {
    // The current step may be one that is withheld now.
    const absl::optional<int> still = route_->Next(state_.step_number() - 1);
    if (still != state_.step_number()) GoBehind(state_.step_number());
  }
  v1::CoachResponse response = Cue();
  response.mutable_says()->Add(advice.begin(), advice.end());
  if (advice.empty() && !changed) *response.add_says() = guide().noted();
  if (changed || !advice.empty()) {
    *response.mutable_plan()->mutable_assessment() = *std::move(assessment);
    *response.mutable_plan()->mutable_plan() = route_->Remaining();
  }
  return response;
}

v1::CoachState Coach::Awaited() const {
  return state_.state() == v1::COACH_STATE_CHECKING ? state_.awaited()
                                                    : state_.state();
}

std::vector<v1::Observation> Coach::Unsettled() const {
  if (Awaited() != v1::COACH_STATE_WAITING) return {};
  return {Present(guide().pain().sharp_finding())};
}

absl::StatusOr<v1::CoachResponse> Coach::NothingLeft(
    const std::vector<v1::Statement>& advice) {
  absl::StatusOr<v1::CoachResponse> response = EndWith(
      v1::SESSION_END_REASON_NOTHING_LEFT, guide().nothing_left(), Unsettled());
  if (!response.ok()) return response;
  response->mutable_says()->Add(advice.begin(), advice.end());
  return response;
}

absl::StatusOr<v1::CoachResponse> Coach::TakeUp(
    v1::Assessment assessment, const std::vector<v1::Statement>& advice) {
  const bool same_plan =
      state_.content_revision() == planner_->catalog().revision() &&
      state_.engine_version() == kEngineVersion;
  v1::PlanSessionRequest request = state_.request();
  if (!same_plan) {
    // The plan is made anew, from all that is known.
    *request.mutable_assessment_request() = Known();
  }
  absl::StatusOr<v1::PlanSessionResponse> planned = planner_->Plan(request);
  if (!planned.ok()) return planned.status();
  if (!planned->has_plan()) {
    v1::CoachResponse response =
        End(v1::SESSION_END_REASON_NO_PLAN, planned->no_plan().text(),
            std::move(assessment));
    *response.mutable_plan() = *std::move(planned);
    return response;
  }
  route_.emplace(planned->plan(), guide().limited_round());
  ChangeRoute();
  if (same_plan) {
    // No plan of this release has more steps than that.
    state_.set_step_number(
        std::min(state_.step_number(), route_->step_count()));
  }
  const bool had_massage = route_->HasMassageFrom(state_.step_number());
  route_->Restrict(assessment);
  if (same_plan && had_massage &&
      !route_->HasMassageFrom(state_.step_number())) {
    return NothingLeft(advice);
  }

  const v1::CoachState awaited = state_.awaited();
  int behind = std::max(0, state_.step_number() - 1);
  if (!same_plan) {
    // Steps have other numbers now. Areas that were begun are done.
    behind = 0;
    for (const v1::PlanBlock& block : planned->plan().blocks()) {
      if (absl::c_any_of(state_.begun(), [&](const v1::BodySite& site) {
            return site.region() == block.site().region() &&
                   site.side() == block.site().side();
          })) {
        behind = std::max(behind, Route::CheckInOf(block));
      }
    }
    state_.set_content_revision(planner_->catalog().revision());
    state_.set_engine_version(std::string(kEngineVersion));
    *state_.mutable_request() = request;
    state_.set_step_number(behind);
    state_.set_step_ms(0);
    state_.set_block_ms(0);
  }
  if (awaited == v1::COACH_STATE_PLANNED) {
    state_.set_state(awaited);
  } else if (awaited == v1::COACH_STATE_WAITING ||
             (awaited == v1::COACH_STATE_CHECK_IN &&
              route_->BlockOf(state_.step_number()) != nullptr)) {
    // The question stands, whatever became of the step.
    state_.set_state(awaited);
  } else {
    const int64_t step_ms = state_.step_ms();
    const int step_number = state_.step_number();
    GoBehind(behind);
    if (state_.step_number() == step_number) state_.set_step_ms(step_ms);
    // It goes on when the person is ready, unless a question stands.
    if (state_.state() == v1::COACH_STATE_RUNNING) {
      state_.set_state(v1::COACH_STATE_PAUSED);
    }
  }
  v1::CoachResponse response = Cue();
  response.mutable_says()->Add(advice.begin(), advice.end());
  *response.mutable_plan()->mutable_assessment() = std::move(assessment);
  *response.mutable_plan()->mutable_plan() = route_->Remaining();
  return response;
}

absl::StatusOr<v1::CoachResponse> Coach::OnStop() {
  // Pain grew, and nobody has said that it settled.
  if (Awaited() == v1::COACH_STATE_WAITING) return EndUnsettled();
  return End(v1::SESSION_END_REASON_STOPPED, guide().stopped(), absl::nullopt);
}

v1::AssessRequest Coach::Known() const {
  v1::AssessRequest known = state_.request().assessment_request();
  for (const v1::Observation& observation : state_.reported()) {
    MergeObservation(observation, known.mutable_observations());
  }
  // Pain that came and went is as strong as it was at its worst.
  for (v1::Observation& observation : *known.mutable_observations()) {
    if (observation.finding() == guide().pain().intensity_finding() &&
        observation.has_range()) {
      observation.set_value(observation.range().max());
    }
  }
  return known;
}

absl::StatusOr<v1::Assessment> Coach::Reassess() const {
  return planner_->engine().Assess(Known());
}

void Coach::Tick() {
  const absl::Time now = clock_();
  const int64_t ms = absl::ToInt64Milliseconds(now - last_event_);
  if (state_.state() == v1::COACH_STATE_RUNNING && ms > 0) {
    state_.set_step_ms(state_.step_ms() + ms);
    if (route_->BlockOf(state_.step_number()) != nullptr) {
      state_.set_block_ms(state_.block_ms() + ms);
    }
  }
  last_event_ = now;
}

void Coach::GoBehind(int number) {
  absl::optional<int> next = route_->Next(number);
  const v1::PlanBlock* under_way = route_->BlockOf(state_.step_number());
  if (next.has_value() && under_way != nullptr &&
      route_->BlockOf(*next) == under_way &&
      absl::Milliseconds(state_.block_ms()) >=
          LongestTime(planner_->catalog(), *under_way)) {
    // However long the steps took: the area has had its time.
    next = route_->Next(Route::CheckInOf(*under_way) - 1);
  }
  if (!next.has_value()) {
    state_.set_state(v1::COACH_STATE_ENDED);
    return;
  }
  const bool paused = state_.state() == v1::COACH_STATE_PAUSED;
  const v1::PlanBlock* from = route_->BlockOf(state_.step_number());
  const v1::PlanBlock* to = route_->BlockOf(*next);
  if (to != from) {
    state_.set_block_ms(0);
    if (to != nullptr) *state_.add_begun() = to->site();
  }
  state_.set_step_number(*next);
  state_.set_step_ms(0);
  Enter(*next);
  if (paused && state_.state() == v1::COACH_STATE_RUNNING) {
    state_.set_state(v1::COACH_STATE_PAUSED);
  }
}

void Coach::Enter(int number) {
  state_.set_state(route_->Step(number).kind() == v1::SESSION_STEP_KIND_CHECK_IN
                       ? v1::COACH_STATE_CHECK_IN
                       : v1::COACH_STATE_RUNNING);
}

v1::CoachResponse Coach::Cue() {
  if (ended()) {
    return Complete();
  }
  v1::CoachResponse response;
  response.set_state(state_.state());
  if (state_.state() == v1::COACH_STATE_CHECKING) {
    *response.mutable_check() = CheckPrompt();
    return response;
  }
  const int number = state_.step_number();
  if (state_.state() == v1::COACH_STATE_WAITING) {
    v1::SessionStep wait =
        ActivityStep(v1::SESSION_STEP_KIND_REST, guide().pain().wait());
    wait.set_number(number);
    *response.mutable_step() = wait;
    *response.mutable_remaining() = wait.duration();
  } else if (number > 0) {
    *response.mutable_step() = route_->Step(number);
    const absl::Duration left =
        absl::Seconds(ToSeconds(response.step().duration())) -
        absl::Milliseconds(state_.step_ms());
    *response.mutable_remaining() =
        ToProto(std::max(left, absl::ZeroDuration()));
  }
  if (const absl::optional<int> next = route_->Next(number); next.has_value()) {
    *response.mutable_next() = route_->Step(*next);
  }
  v1::SessionProgress& progress = *response.mutable_progress();
  progress.set_steps_done(std::max(0, number - 1));
  progress.set_step_count(route_->step_count());
  *progress.mutable_time_done() = FromSeconds(route_->SecondsBefore(number));
  *progress.mutable_duration() = FromSeconds(route_->seconds());
  return response;
}

v1::CoachResponse Coach::Complete() {
  return End(
      v1::SESSION_END_REASON_COMPLETED,
      state_.hurt() ? guide().completed_after_pain() : guide().completed(),
      absl::nullopt);
}

v1::CoachResponse Coach::End(v1::SessionEndReason reason,
                             const v1::Statement& text,
                             absl::optional<v1::Assessment> assessment) {
  state_.set_state(v1::COACH_STATE_ENDED);
  v1::CoachResponse response;
  response.set_state(v1::COACH_STATE_ENDED);
  response.mutable_end()->set_reason(reason);
  *response.mutable_end()->mutable_text() = text;
  if (assessment.has_value()) {
    *response.mutable_end()->mutable_assessment() = *std::move(assessment);
  }
  return response;
}

v1::SessionCheckPrompt Coach::CheckPrompt() const {
  v1::SessionCheckPrompt prompt;
  *prompt.mutable_prompt() = guide().check().prompt();
  for (const std::string& name : guide().check().findings()) {
    const auto* finding = planner_->catalog().Find<v1::Finding>(name);
    if (finding == nullptr) continue;
    v1::SessionCheckQuestion& question = *prompt.add_questions();
    question.set_finding(name);
    question.set_display_name(finding->display_name());
    question.set_question(finding->question());
    question.set_help(finding->help());
    question.set_has_site(finding->has_site());
  }
  return prompt;
}

absl::Status Coach::AddToken(v1::CoachResponse* response) const {
  if (ended()) return absl::OkStatus();
  session::CoachState state = state_;
  const absl::Time now = clock_();
  *state.mutable_issue_time() = ToProto(now);
  const std::string bytes = state.SerializeAsString();
  if (bytes.size() > ResumeTokens::kMaxPlaintextBytes) {
    return FieldTooLong("event", bytes.size(),
                        ResumeTokens::kMaxPlaintextBytes);
  }
  absl::StatusOr<std::string> token = tokens_->Seal(bytes);
  if (!token.ok()) return token.status();
  response->set_resume_token(*std::move(token));
  *response->mutable_resume_expire_time() =
      ToProto(std::min(now + kResumeTokenLifetime, start_ + kMaxSessionTime));
  return absl::OkStatus();
}

}  // namespace knead
