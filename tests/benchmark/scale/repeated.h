#ifndef KNEAD_TESTS_BENCHMARK_SCALE_REPEATED_H_
#define KNEAD_TESTS_BENCHMARK_SCALE_REPEATED_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/certificate.pb.h"
#include "tools/content/compiler.h"

namespace knead::scale {

// A ContentBundle in canonical bytes: `compiled`, whose group is the first one,
// with its group there `groups` times, under the tags from the first on. The
// drawings stay as they are, for there is no room in them: only the first group
// is to be seen. INVALID_ARGUMENT when it would be longer than protobuf allows.
absl::StatusOr<std::string> Repeat(const content::CompiledContent& compiled,
                                   int groups);

// The certificate of a bundle that is a frame and many groups, from the one
// that the content compiler gave to the frame with the first group.
//
// Each group is the first one under another name: the bytes of each of its
// resources are compared with those of the first group's with one tag put for
// the other. All that is not of a group is compared with the frame of
// `compiled`. No group names another one, since its bytes hold its own tag
// alone. So the frame with any one of the groups is the content that was
// proved, but for names, on which no verdict depends, and what was proved of
// that holds of it. With all of them, what each asks hangs on findings of its
// own, and criteria have no negation:
// - the urgency and the permission are the highest that the frame with any one
//   group gives, so their minimal inputs are those of the frame with each one
//   of them. Groups have no contraindications, so what excludes a technique are
//   the same minimal inputs beside those of the frame;
// - what holds of every minimal input holds so of all of them; a finding or an
//   answer of another group neither lowers a highest value nor takes away what
//   is withheld;
// - whoever denies all denies it in each group, and an interview is those of
//   the groups, one beside the other: every question closes something, and no
//   gate leads from one group to another.
// The certificate counts what the proof went through: the cases of one group.
// What it says of interviews and of denying all is about the verdicts: one
// request takes no more than kMaxObservations answers, in which nobody can deny
// more than some thirty groups. For some groups the ordinary proof can do it
// all at once; a test holds that its functions are the same.
//
// INVALID_ARGUMENT, naming the resource, when the bundle is anything else.
absl::StatusOr<v1::ContentCertificate> CertifyRepeated(
    absl::string_view bundle_bytes, const content::CompiledContent& compiled);

}  // namespace knead::scale

#endif  // KNEAD_TESTS_BENCHMARK_SCALE_REPEATED_H_
