#ifndef KNEAD_TESTS_FUZZ_PROTO_MUTATOR_H_
#define KNEAD_TESTS_FUZZ_PROTO_MUTATOR_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace knead {

// Changes messages of any type at random, by reflection, so that most of them
// stay well-formed and go deep into the code that reads them. The same seed and
// the same calls make the same changes. Not thread-safe.
class ProtoMutator {
 public:
  explicit ProtoMutator(uint64_t seed) : random_(seed) {}

  // Makes one change, at any depth: sets or clears a field, removes, duplicates
  // or swaps items, copies what another message of the same type holds, or adds
  // a field that nobody knows. Numbers come from the ends of their types and
  // near 0, texts from other texts of the message, too long, empty and not
  // UTF-8.
  void Mutate(google::protobuf::Message* message);

  // Puts a part of `other` into a place of `message` that takes it.
  void CrossOver(const google::protobuf::Message& other,
                 google::protobuf::Message* message);

  // Makes one change of bytes: flips a bit, sets, removes, doubles or inserts
  // some, or cuts the end off.
  void MutateBytes(std::string* bytes);

  // Between 0 and `below` - 1; `below` is at least 1.
  size_t Below(size_t below);

  // Once in `times`.
  bool OnceIn(size_t times) { return Below(times) == 0; }

 private:
  using Message = google::protobuf::Message;
  using Field = google::protobuf::FieldDescriptor;

  // All messages within `message`, itself among them.
  static std::vector<Message*> Parts(Message* message);

  void SetOrAdd(const std::vector<Message*>& parts, Message* part,
                const Field* field);
  void ChangeItems(Message* part, const Field* field);
  void CopyFromAnother(const std::vector<Message*>& parts, Message* part);
  void AddUnknownField(Message* part);

  template <typename Number>
  Number AnyNumber();
  double AnyDouble();
  int AnyEnum(const Field* field);
  std::string AnyText(const std::vector<Message*>& parts);

  std::mt19937_64 random_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_PROTO_MUTATOR_H_
