#include "core/text/html_text.h"

#include <algorithm>
#include <array>
#include <memory>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "core/base/utf8.h"

namespace trama::text {
namespace {

using namespace std::string_view_literals;

struct DocumentDeleter {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string attribute(xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  std::string out(view_of(value));
  xmlFree(value);
  return out;
}

template <size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array kSkipped = {"script"sv, "style"sv,  "noscript"sv, "template"sv, "nav"sv,    "footer"sv,
                                 "aside"sv,  "form"sv,   "button"sv,   "select"sv,   "svg"sv,    "iframe"sv,
                                 "object"sv, "figure"sv, "head"sv,     "textarea"sv, "dialog"sv, "menu"sv};
constexpr std::array kBlocks = {
    "p"sv,  "div"sv, "section"sv, "article"sv, "main"sv,  "li"sv,         "ul"sv,  "ol"sv,     "dl"sv,
    "dt"sv, "dd"sv,  "td"sv,      "tr"sv,      "table"sv, "blockquote"sv, "pre"sv, "header"sv, "body"sv,
    "br"sv, "hr"sv,  "address"sv, "h1"sv,      "h2"sv,    "h3"sv,         "h4"sv,  "h5"sv,     "h6"sv};
constexpr std::array kHeadings = {"h1"sv, "h2"sv, "h3"sv, "h4"sv, "h5"sv, "h6"sv};
// Parts of class and id names by which pages mark what is not the article.
constexpr std::array kForeign = {"share"sv,     "social"sv,  "comment"sv,    "related"sv,    "newsletter"sv,
                                 "cookie"sv,    "sidebar"sv, "breadcrumb"sv, "promo"sv,      "advert"sv,
                                 "subscribe"sv, "paywall"sv, "footer"sv,     "navigation"sv, "recommended"sv,
                                 "tag-list"sv,  "byline"sv,  "disqus"sv};

// Of bytes in any encoding.
std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_foreign(xmlNode* node) {
  const std::string_view name = view_of(node->name);
  if (one_of(name, kSkipped)) return true;
  if (name == "body" || name == "html" || name == "article" || name == "main") return false;
  const std::string marks = to_lower_ascii(attribute(node, "class") + " " + attribute(node, "id"));
  return std::any_of(kForeign.begin(), kForeign.end(),
                     [&](std::string_view mark) { return marks.find(mark) != std::string::npos; }) ||
         attribute(node, "hidden") == "hidden" || attribute(node, "aria-hidden") == "true";
}

// Blocks of text in reading order.
class BlockCollector {
 public:
  struct Block {
    std::string text;
    size_t link_bytes = 0;
    bool heading = false;
  };

  void walk(xmlNode* node, bool in_link, bool in_heading) {
    for (; node != nullptr; node = node->next) {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(view_of(node->content), in_link);
      } else if (node->type == XML_ELEMENT_NODE && !is_foreign(node)) {
        const std::string_view name = view_of(node->name);
        const bool block = one_of(name, kBlocks), heading = one_of(name, kHeadings);
        if (block) finish();
        current_.heading = current_.heading || heading || in_heading;
        walk(node->children, in_link || name == "a", in_heading || heading);
        if (block) finish();
      }
    }
  }

  std::vector<Block> take() {
    finish();
    return std::move(blocks_);
  }

 private:
  void add_text(std::string_view text, bool in_link) {
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      if (blank && (current_.text.empty() || current_.text.back() == ' ')) continue;
      current_.text += blank ? ' ' : c;
      current_.link_bytes += in_link;
    }
  }

  void finish() {
    while (!current_.text.empty() && current_.text.back() == ' ') current_.text.pop_back();
    const bool mostly_links = current_.link_bytes * 10 > current_.text.size() * 7;
    if (!current_.text.empty() && (!mostly_links || current_.heading)) blocks_.push_back(std::move(current_));
    current_ = {};
  }

  Block current_;
  std::vector<Block> blocks_;
};

size_t text_length(xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(node);
  const size_t length = view_of(content).size();
  xmlFree(content);
  return length;
}

// The longest element of that name.
xmlNode* find_longest(xmlNode* node, std::string_view name) {
  xmlNode* best = nullptr;
  size_t best_length = 0;
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    xmlNode* found = view_of(node->name) == name ? node : find_longest(node->children, name);
    const size_t length = found == nullptr ? 0 : text_length(found);
    if (length > best_length) {
      best = found;
      best_length = length;
    }
  }
  return best;
}

void read_metadata(xmlNode* node, ArticleMetadata& metadata, std::string& page_title) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = view_of(node->name);
    const auto set = [](std::string& field, std::string value) {
      if (field.empty()) field = std::move(value);
    };
    if (name == "title" && page_title.empty()) {
      xmlChar* content = xmlNodeGetContent(node);
      page_title = view_of(content);
      xmlFree(content);
    } else if (name == "time") {
      set(metadata.date, attribute(node, "datetime"));
    } else if (name == "meta") {
      std::string key = to_lower_ascii(attribute(node, "name"));
      if (key.empty()) key = to_lower_ascii(attribute(node, "property"));
      if (key.empty()) key = to_lower_ascii(attribute(node, "itemprop"));
      const std::string value = attribute(node, "content");
      if (key == "og:title" || key == "title") set(metadata.title, value);
      if (key == "article:published_time" || key == "date" || key == "datepublished" || key == "dc.date" ||
          key == "dc.date.issued" || key == "pubdate")
        set(metadata.date, value);
      if (key == "author" || key == "article:author" || key == "dc.creator") set(metadata.author, value);
      if (key == "og:site_name" || key == "application-name" || key == "dc.publisher" || key == "publisher")
        set(metadata.source, value);
    }
    read_metadata(node->children, metadata, page_title);
  }
}

// The encoding to parse with; null leaves it to what the page declares. What is UTF-8 by its bytes is that,
// whatever the page says; what is not, and claims to be or claims nothing, is an old page of Windows.
const char* encoding_of(std::string_view bytes) {
  if (!find_invalid_utf8(bytes)) return "UTF-8";
  const std::string head = to_lower_ascii(bytes.substr(0, 2048));
  const size_t charset = head.find("charset=");
  if (charset == std::string::npos) return "windows-1252";
  const size_t begin = std::min(head.find_first_not_of("=\"' ", charset + 7), head.size());
  const std::string_view declared = std::string_view(head).substr(begin, 5);
  const bool doubtful = declared.empty() || declared.starts_with("utf") || declared.starts_with("iso-8");
  return doubtful ? "windows-1252" : nullptr;
}

// libxml2 tells errors of encoding on standard error, whatever its options say.
void say_nothing(void*, const char*, ...) {}

// libxml2 hands on bytes that an unknown or wrongly declared encoding left undecoded.
std::string repaired(std::string_view text) {
  std::string out;
  while (const auto invalid = find_invalid_utf8(text)) {
    out += text.substr(0, *invalid);
    out += "\xEF\xBF\xBD";
    text.remove_prefix(*invalid + 1);
  }
  return out += text;
}

}  // namespace

Article html_article(std::string_view bytes) {
  xmlSetGenericErrorFunc(nullptr, say_nothing);  // of this thread
  const std::unique_ptr<xmlDoc, DocumentDeleter> document(
      htmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, encoding_of(bytes),
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr) throw Error(ErrorKind::Input, "this is no HTML page");

  Article article;
  std::string page_title;
  read_metadata(root, article.metadata, page_title);
  if (article.metadata.title.empty()) article.metadata.title = page_title;
  for (std::string* field :
       {&article.metadata.title, &article.metadata.date, &article.metadata.author, &article.metadata.source})
    *field = repaired(*field);

  const size_t all = text_length(root);
  xmlNode* content = nullptr;
  for (const std::string_view name : {"article"sv, "main"sv}) {
    xmlNode* found = find_longest(root, name);
    if (content == nullptr && found != nullptr && text_length(found) * 5 > all) content = found;
  }
  BlockCollector collector;
  collector.walk(content == nullptr ? root->children : content->children, false, false);

  const std::string title = fold_name(article.metadata.title);
  std::vector<BlockCollector::Block> blocks = collector.take();
  for (BlockCollector::Block& block : blocks) block.text = repaired(block.text);
  const bool titled = std::any_of(blocks.begin(), blocks.end(), [&](const BlockCollector::Block& block) {
    return block.heading && !title.empty() && fold_name(block.text) == title;
  });
  if (!title.empty() && !titled) blocks.insert(blocks.begin(), {article.metadata.title, 0, true});
  for (const BlockCollector::Block& block : blocks) {
    if (!article.text.empty()) article.text += "\n\n";
    const size_t begin = article.text.size();
    article.text += block.text;
    article.paragraphs.push_back({{begin, article.text.size()}, block.heading, {}});
  }
  return article;
}

}  // namespace trama::text
