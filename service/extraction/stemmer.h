#ifndef KNEAD_SERVICE_EXTRACTION_STEMMER_H_
#define KNEAD_SERVICE_EXTRACTION_STEMMER_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct sb_stemmer;

namespace knead {

// Takes words back to their stems by the Snowball algorithm of a language:
// `swelling` and `swells` to `swell`. Belongs to one thread at a time.
class Stemmer {
 public:
  // `language_code` is a BCP 47 tag. A language without an algorithm leaves
  // words as they are.
  explicit Stemmer(absl::string_view language_code);

  // `word` is in lower case.
  std::string Stem(absl::string_view word);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const;
  };
  // Null: there is none for the language.
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_STEMMER_H_
