#ifndef KNEAD_CLIENT_PAGED_RANGE_H_
#define KNEAD_CLIENT_PAGED_RANGE_H_

#include <cstddef>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace knead {

// All items of a list as an input range that fetches page after page as it is
// walked through, and nothing before:
//
//   for (absl::StatusOr<v1::Technique>& technique : client.ListTechniques()) {
//     if (!technique.ok()) return technique.status();
//     ...
//   }
//
// Nothing is called before begin(), and a loop that is left early makes no
// further call. When a page cannot be fetched, the range yields its status as
// the last item; items of earlier pages have been yielded by then. How many
// items come on a page is the `page_size` of the request; a `page_token` of the
// request is where the range begins.
//
// A range can be walked through once. It can be moved but not copied, must not
// be moved while it is walked through, may outlive the Client that made it, and
// must not be used by two threads at the same time.
template <typename T>
class PagedRange {
 public:
  // One page of the list.
  struct Page {
    std::vector<T> items;
    // Token of the next page. Empty: this was the last.
    std::string next_page_token;
  };

  // Fetches the page that a token stands for.
  using FetchPage =
      std::function<absl::StatusOr<Page>(const std::string& page_token)>;

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = absl::StatusOr<T>;
    using difference_type = std::ptrdiff_t;
    using pointer = value_type*;
    using reference = value_type&;

    // The end of every range.
    iterator() = default;

    // The item. It may be moved from.
    reference operator*() const { return range_->current_; }
    pointer operator->() const { return &range_->current_; }

    iterator& operator++() {
      if (!range_->Advance()) range_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }

    friend bool operator==(const iterator& a, const iterator& b) {
      return a.range_ == b.range_;
    }
    friend bool operator!=(const iterator& a, const iterator& b) {
      return !(a == b);
    }

   private:
    friend class PagedRange;
    explicit iterator(PagedRange* range) : range_(range) {}

    // Null: at the end.
    PagedRange* range_ = nullptr;
  };

  // A range whose first page is the one that `page_token` stands for.
  explicit PagedRange(FetchPage fetch_page, std::string page_token = "")
      : fetch_page_(std::move(fetch_page)),
        next_page_token_(std::move(page_token)) {}

  PagedRange(PagedRange&&) = default;
  PagedRange& operator=(PagedRange&&) = default;

  // The first item that has not been walked past; fetches a page if need be.
  iterator begin() {
    if (!started_ && !Advance()) return end();
    return done_ ? end() : iterator(this);
  }
  iterator end() { return iterator(); }

 private:
  // Puts the next item into `current_`. False at the end.
  bool Advance() {
    started_ = true;
    // A page may be empty and yet not be the last.
    while (next_item_ == items_.size()) {
      if (last_page_fetched_) {
        done_ = true;
        return false;
      }
      if (absl::Status status = FetchNextPage(); !status.ok()) {
        items_.clear();
        next_item_ = 0;
        last_page_fetched_ = true;
        current_ = std::move(status);
        return true;
      }
    }
    current_ = std::move(items_[next_item_++]);
    return true;
  }

  absl::Status FetchNextPage() {
    absl::StatusOr<Page> page = fetch_page_(next_page_token_);
    if (!page.ok()) return std::move(page).status();
    if (!page->next_page_token.empty() &&
        page->next_page_token == next_page_token_) {
      return absl::InternalError(
          "the server sent the page token that it was given, so that the list "
          "would never end");
    }
    items_ = std::move(page->items);
    next_item_ = 0;
    next_page_token_ = std::move(page->next_page_token);
    last_page_fetched_ = next_page_token_.empty();
    return absl::OkStatus();
  }

  FetchPage fetch_page_;
  std::string next_page_token_;
  std::vector<T> items_;
  std::size_t next_item_ = 0;
  absl::StatusOr<T> current_;
  bool started_ = false;
  bool last_page_fetched_ = false;
  bool done_ = false;
};

// All items of `range`, or the first error.
template <typename T>
absl::StatusOr<std::vector<T>> Collect(PagedRange<T> range) {
  std::vector<T> items;
  for (absl::StatusOr<T>& item : range) {
    if (!item.ok()) return std::move(item).status();
    items.push_back(*std::move(item));
  }
  return items;
}

}  // namespace knead

#endif  // KNEAD_CLIENT_PAGED_RANGE_H_
