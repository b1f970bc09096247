// Well-formed, indented XML on a stream, by libxml2's writer.
#pragma once

#include <initializer_list>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include <libxml/xmlwriter.h>

namespace trama::exchange {

// Elements are closed in the reverse order of their opening; the destructor closes nothing, `finish` all.
// Characters that XML 1.0 cannot hold (controls, U+FFFE, U+FFFF) become U+FFFD.
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

  explicit XmlWriter(std::ostream& out);

  void open(const char* element, Attributes attributes = {});
  void close();
  void empty(const char* element, Attributes attributes);  // <element a="b"/>
  void leaf(const char* element, Attributes attributes,
            const std::string& text);  // <element a="b">text</element>
  void finish();                       // throws Error of kind Storage where the stream failed

 private:
  std::ostream& out_;
  std::unique_ptr<xmlTextWriter, decltype(&xmlFreeTextWriter)> writer_;
};

}  // namespace trama::exchange
