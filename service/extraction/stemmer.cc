#include "service/extraction/stemmer.h"

#include <libstemmer.h>

#include "service/catalog/language.h"

namespace knead {

Stemmer::Stemmer(absl::string_view language_code) {
  const std::string language(PrimaryLanguage(language_code));
  stemmer_.reset(sb_stemmer_new(language.c_str(), "UTF_8"));
}

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const {
  sb_stemmer_delete(stemmer);
}

std::string Stemmer::Stem(absl::string_view word) {
  if (stemmer_ == nullptr) return std::string(word);
  const sb_symbol* stem = sb_stemmer_stem(
      stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
      static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);
  return std::string(reinterpret_cast<const char*>(stem),
                     sb_stemmer_length(stemmer_.get()));
}

}  // namespace knead
