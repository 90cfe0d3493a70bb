#include "service/errors/errors.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/errors/error_payload.h"

namespace knead {
namespace {

// Most bytes of what a caller sent that an error repeats.
constexpr size_t kMaxEchoBytes = 64;

// What a caller sent, short enough and plain enough for any error.
std::string Echo(absl::string_view text) {
  return absl::CHexEscape(text.substr(0, kMaxEchoBytes));
}

}  // namespace

absl::Status ResourceNotFound(absl::string_view field, absl::string_view name) {
  return MakeError(
      absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
      absl::StrCat(field, ": there is no ", name,
                   "; list its collection for the names"),
      {{"field", std::string(field)}, {"name", std::string(name)}});
}

absl::Status UnknownReference(absl::string_view field, absl::string_view name) {
  return MakeFieldError(
      v1::ERROR_REASON_RESOURCE_NOT_FOUND, field,
      absl::StrCat("there is no ", name, "; list its collection for the names"),
      {{"name", std::string(name)}});
}

absl::Status InvalidResourceName(absl::string_view field,
                                 absl::string_view name,
                                 absl::string_view collection) {
  const std::string pattern = absl::StrCat(collection, "/{id}");
  return MakeFieldError(v1::ERROR_REASON_INVALID_RESOURCE_NAME, field,
                        absl::StrCat("want a name of the form ", pattern),
                        {{"name", Echo(name)}, {"pattern", pattern}});
}

absl::Status MissingField(absl::string_view field, absl::string_view fix) {
  return MakeFieldError(v1::ERROR_REASON_MISSING_FIELD, field, fix);
}

absl::Status InvalidPageSize(int32_t value) {
  return MakeFieldError(v1::ERROR_REASON_INVALID_PAGE_SIZE, "page_size",
                        "must not be negative; 0 means the default",
                        {{"value", absl::StrCat(value)}});
}

absl::Status InvalidPageToken() {
  return MakeFieldError(
      v1::ERROR_REASON_INVALID_PAGE_TOKEN, "page_token",
      "was not issued for this method and these filters; begin again without "
      "a token");
}

absl::Status InvalidEnumValue(absl::string_view field, int value) {
  return MakeFieldError(v1::ERROR_REASON_INVALID_ENUM_VALUE, field,
                        "is not one of the values that are possible here",
                        {{"value", absl::StrCat(value)}});
}

absl::Status InvalidLanguageCode(absl::string_view value) {
  return MakeFieldError(v1::ERROR_REASON_INVALID_LANGUAGE_CODE, "language_code",
                        "want a BCP 47 language tag such as en or pt-BR",
                        {{"value", Echo(value)}});
}

absl::Status InvalidRegionCode(absl::string_view value) {
  return MakeFieldError(
      v1::ERROR_REASON_INVALID_REGION_CODE, "region_code",
      "want two capital letters of ISO 3166-1 such as GB or DE",
      {{"value", Echo(value)}});
}

absl::Status TooManyItems(absl::string_view field, size_t count, size_t limit) {
  return MakeFieldError(
      v1::ERROR_REASON_TOO_MANY_ITEMS, field,
      absl::StrCat("has ", count, " entries; send at most ", limit),
      {{"count", absl::StrCat(count)}, {"limit", absl::StrCat(limit)}});
}

absl::Status FieldTooLong(absl::string_view field, size_t length,
                          size_t limit) {
  return MakeFieldError(
      v1::ERROR_REASON_FIELD_TOO_LONG, field,
      absl::StrCat("has ", length, " bytes; send at most ", limit),
      {{"length", absl::StrCat(length)}, {"limit", absl::StrCat(limit)}});
}

absl::Status AnswerKindMismatch(absl::string_view field,
                                const v1::Finding& finding) {
  return MakeFieldError(
      v1::ERROR_REASON_ANSWER_KIND_MISMATCH, field,
      finding.kind() == v1::FINDING_KIND_QUANTITY
          ? absl::StrCat(finding.name(),
                         " is a quantity; set value or range, or presence "
                         "PRESENCE_UNKNOWN")
          : absl::StrCat(finding.name(), " is a yes/no finding; set presence"),
      {{"finding", finding.name()}});
}

absl::Status QuantityOutOfRange(absl::string_view field,
                                const v1::Finding& finding) {
  const auto& spec = finding.quantity();
  return MakeFieldError(
      v1::ERROR_REASON_QUANTITY_OUT_OF_RANGE, field,
      absl::StrFormat("%s must lie between %g and %g %s, the lower end of a "
                      "range first",
                      finding.name(), spec.min(), spec.max(), spec.unit()),
      {{"finding", finding.name()},
       {"min", absl::StrCat(spec.min())},
       {"max", absl::StrCat(spec.max())},
       {"unit", spec.unit()}});
}

absl::Status SiteNotApplicable(absl::string_view field,
                               const v1::Finding& finding,
                               absl::string_view why) {
  return MakeFieldError(v1::ERROR_REASON_SITE_NOT_APPLICABLE, field,
                        absl::StrCat(finding.name(), " ", why),
                        {{"finding", finding.name()}});
}

absl::Status ContradictoryObservations(absl::string_view field,
                                       const v1::Finding& finding,
                                       absl::string_view other_field) {
  return MakeFieldError(
      v1::ERROR_REASON_CONTRADICTORY_OBSERVATIONS, field,
      absl::StrCat("does not agree with ", other_field, " about ",
                   finding.name(), "; keep one of them"),
      {{"finding", finding.name()}});
}

absl::Status InvalidMaxChanges(int32_t value, int32_t limit) {
  return MakeFieldError(
      v1::ERROR_REASON_INVALID_MAX_CHANGES, "max_changes",
      absl::StrCat("is ", value, "; ask for 0 (the default) to ", limit),
      {{"value", absl::StrCat(value)}, {"limit", absl::StrCat(limit)}});
}

absl::Status DurationOutOfRange(absl::string_view field, absl::Duration min,
                                absl::Duration max) {
  return MakeFieldError(
      v1::ERROR_REASON_DURATION_OUT_OF_RANGE, field,
      absl::StrCat("give a time from ", absl::FormatDuration(min), " to ",
                   absl::FormatDuration(max)),
      {{"min_seconds", absl::StrCat(absl::ToInt64Seconds(min))},
       {"max_seconds", absl::StrCat(absl::ToInt64Seconds(max))}});
}

absl::Status ValueOutOfRange(absl::string_view field, int64_t min,
                             int64_t max) {
  return MakeFieldError(
      v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field,
      absl::StrCat("give a number from ", min, " to ", max),
      {{"min", absl::StrCat(min)}, {"max", absl::StrCat(max)}});
}

absl::Status EventOutOfOrder(absl::string_view field, absl::string_view fix) {
  return MakeFieldError(v1::ERROR_REASON_EVENT_OUT_OF_ORDER, field, fix);
}

absl::Status InvalidResumeToken() {
  return MakeFieldError(v1::ERROR_REASON_INVALID_RESUME_TOKEN,
                        "resume.resume_token",
                        "was not issued by this service, or was changed; start "
                        "a new session");
}

absl::Status ResumeTokenExpired(absl::Duration limit) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      v1::ERROR_REASON_RESUME_TOKEN_EXPIRED,
      absl::StrCat("resume.resume_token: is older than ",
                   absl::FormatDuration(limit), "; start a new session"),
      {{"field", "resume.resume_token"},
       {"limit_seconds", absl::StrCat(absl::ToInt64Seconds(limit))}});
}

absl::Status SessionContentGone() {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      v1::ERROR_REASON_SESSION_CONTENT_GONE,
      "resume.resume_token: is that of a session that the content which is "
      "served now cannot go on with; start a new session",
      {{"field", "resume.resume_token"}});
}

absl::Status TooManyEvents(int limit_per_second) {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   v1::ERROR_REASON_TOO_MANY_EVENTS,
                   absl::StrCat("Events came faster than ", limit_per_second,
                                " a second. Send them as they happen."),
                   {{"limit_per_second", absl::StrCat(limit_per_second)}});
}

absl::Status TooManyMessages(int64_t limit) {
  return MakeError(
      absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_STREAM_TOO_LONG,
      absl::StrCat("A stream takes at most ", limit,
                   " requests. Send those that were not answered over a new "
                   "one."),
      {{"limit", absl::StrCat(limit)}});
}

absl::Status StreamTooLong(absl::Duration limit) {
  return MakeError(
      absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_STREAM_TOO_LONG,
      absl::StrCat("A stream lasts at most ", absl::FormatDuration(limit),
                   ". Send the requests that were not answered over a new "
                   "one."),
      {{"limit_seconds", absl::StrCat(absl::ToInt64Seconds(limit))}});
}

absl::Status SessionIdle(absl::Duration limit) {
  return MakeError(
      absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SESSION_IDLE,
      absl::StrCat("There was no event for ", absl::FormatDuration(limit),
                   ". Resume the session with its last token."),
      {{"limit_seconds", absl::StrCat(absl::ToInt64Seconds(limit))}});
}

absl::Status SessionTooLong(absl::Duration limit) {
  return MakeError(
      absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SESSION_TOO_LONG,
      absl::StrCat("The session began more than ", absl::FormatDuration(limit),
                   " ago. End it here, and begin a new one another day."),
      {{"limit_seconds", absl::StrCat(absl::ToInt64Seconds(limit))}});
}

absl::Status SearchNotReady() {
  return MakeError(absl::StatusCode::kUnavailable,
                   v1::ERROR_REASON_SEARCH_NOT_READY,
                   "The search index of the content is being made. Try again "
                   "in a moment.");
}

absl::Status UnknownCaller() {
  return MakeError(
      absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_UNKNOWN_CALLER,
      "The server does not know who calls. Show a certificate that it knows, "
      "or send a token that it knows as `authorization: Bearer TOKEN`.");
}

absl::Status MethodNotPermitted(absl::string_view method) {
  return MakeError(absl::StatusCode::kPermissionDenied,
                   v1::ERROR_REASON_METHOD_NOT_PERMITTED,
                   absl::StrCat("This caller may not call ", method,
                                ". Ask the operator of the server for it."),
                   {{"method", std::string(method)}});
}

}  // namespace knead
