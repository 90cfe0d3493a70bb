#ifndef KNEAD_SERVICE_ERRORS_ERRORS_H_
#define KNEAD_SERVICE_ERRORS_ERRORS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "knead/v1/finding.pb.h"

namespace knead {

// The catalogue of all errors that the service answers with. Each carries, as
// payloads, a google.rpc.ErrorInfo whose reason is one of
// knead.v1.ErrorReason, and, where a field of the request is at fault, a
// google.rpc.BadRequest with the path of the field and what to do about it.
//
// `field` is the path of a field in the request, e.g. `observations[2].value`.
// No error quotes an answer of a person: the metadata hold names, limits and
// paths alone. All functions are thread-safe.

// NOT_FOUND: the request asks for one resource, and it does not exist.
absl::Status ResourceNotFound(absl::string_view field, absl::string_view name);

// INVALID_ARGUMENT: a name within a larger request does not exist.
absl::Status UnknownReference(absl::string_view field, absl::string_view name);

// INVALID_ARGUMENT: not of the form `collection/{id}`.
absl::Status InvalidResourceName(absl::string_view field,
                                 absl::string_view name,
                                 absl::string_view collection);

// INVALID_ARGUMENT: a required field is empty. `fix` says what belongs there.
absl::Status MissingField(absl::string_view field, absl::string_view fix);

// INVALID_ARGUMENT: `page_size` is negative.
absl::Status InvalidPageSize(int32_t value);

// INVALID_ARGUMENT: `page_token` was not issued for this request.
absl::Status InvalidPageToken();

// INVALID_ARGUMENT: an enum field has a value that means nothing here.
absl::Status InvalidEnumValue(absl::string_view field, int value);

// INVALID_ARGUMENT: not a BCP 47 tag.
absl::Status InvalidLanguageCode(absl::string_view value);

// INVALID_ARGUMENT: not an ISO 3166-1 alpha-2 code.
absl::Status InvalidRegionCode(absl::string_view value);

// INVALID_ARGUMENT: more entries than are accepted.
absl::Status TooManyItems(absl::string_view field, size_t count, size_t limit);

// INVALID_ARGUMENT: a text of more bytes than are accepted.
absl::Status FieldTooLong(absl::string_view field, size_t length, size_t limit);

// INVALID_ARGUMENT: an answer of a kind that the finding does not take.
absl::Status AnswerKindMismatch(absl::string_view field,
                                const v1::Finding& finding);

// INVALID_ARGUMENT: a quantity outside the finding's range, not a number, or an
// inverted range.
absl::Status QuantityOutOfRange(absl::string_view field,
                                const v1::Finding& finding);

// INVALID_ARGUMENT: sites where there can be none. `why` is a sentence.
absl::Status SiteNotApplicable(absl::string_view field,
                               const v1::Finding& finding,
                               absl::string_view why);

// INVALID_ARGUMENT: two observations of one finding that do not agree.
absl::Status ContradictoryObservations(absl::string_view field,
                                       const v1::Finding& finding,
                                       absl::string_view other_field);

// INVALID_ARGUMENT: `max_changes` is negative or more than `limit`.
absl::Status InvalidMaxChanges(int32_t value, int32_t limit);

// INVALID_ARGUMENT: a duration that is missing or outside of `min` to `max`.
absl::Status DurationOutOfRange(absl::string_view field, absl::Duration min,
                                absl::Duration max);

// INVALID_ARGUMENT: a number outside of `min` to `max`.
absl::Status ValueOutOfRange(absl::string_view field, int64_t min, int64_t max);

// INVALID_ARGUMENT: an event that is not the one that comes next. `fix` says
// which one that is.
absl::Status EventOutOfOrder(absl::string_view field, absl::string_view fix);

// INVALID_ARGUMENT: `resume.resume_token` was not issued by this service.
absl::Status InvalidResumeToken();

// FAILED_PRECONDITION: `resume.resume_token` is older than `limit`.
absl::Status ResumeTokenExpired(absl::Duration limit);
absl::Status SessionContentGone();

// RESOURCE_EXHAUSTED: more than `limit_per_second` events.
absl::Status TooManyEvents(int limit_per_second);

// RESOURCE_EXHAUSTED: a stream had more than `limit` messages.
absl::Status TooManyMessages(int64_t limit);

// RESOURCE_EXHAUSTED: a stream began `limit` ago.
absl::Status StreamTooLong(absl::Duration limit);

// DEADLINE_EXCEEDED: a session had no event for `limit`.
absl::Status SessionIdle(absl::Duration limit);

// DEADLINE_EXCEEDED: a session began more than `limit` ago.
absl::Status SessionTooLong(absl::Duration limit);

// UNAVAILABLE: the index of content that was just taken into service is still
// being made.
absl::Status SearchNotReady();

// UNAUTHENTICATED: nobody that the server knows calls, and the method is not
// open to anyone.
absl::Status UnknownCaller();

// PERMISSION_DENIED: the caller is known and may not call `method`.
absl::Status MethodNotPermitted(absl::string_view method);

}  // namespace knead

#endif  // KNEAD_SERVICE_ERRORS_ERRORS_H_
