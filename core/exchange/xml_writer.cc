#include "core/exchange/xml_writer.h"

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace trama::exchange {
namespace {

int write_to_stream(void* context, const char* bytes, int size) {
  auto& out = *static_cast<std::ostream*>(context);
  out.write(bytes, size);
  return out ? size : -1;
}

void expect(int result) {
  if (result < 0) throw Error(ErrorKind::Storage, "the XML file could not be written");
}

std::string representable(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = decode_code_point(text, i);
    const bool allowed = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
    append_code_point(out, allowed ? c : U'\uFFFD');
  }
  return out;
}

const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

}  // namespace

XmlWriter::XmlWriter(std::ostream& out) : out_(out), writer_(nullptr, &xmlFreeTextWriter) {
  xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(write_to_stream, nullptr, &out_, nullptr);
  writer_.reset(buffer == nullptr ? nullptr : xmlNewTextWriter(buffer));
  if (!writer_) throw Error(ErrorKind::Internal, "libxml2 could not make a writer");
  expect(xmlTextWriterSetIndent(writer_.get(), 1));
  expect(xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr));
}

void XmlWriter::open(const char* element, Attributes attributes) {
  expect(xmlTextWriterStartElement(writer_.get(), xml(element)));
  for (const auto& [name, value] : attributes)
    expect(xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(representable(value).c_str())));
}

void XmlWriter::close() { expect(xmlTextWriterEndElement(writer_.get())); }

void XmlWriter::empty(const char* element, Attributes attributes) {
  open(element, attributes);
  close();
}

void XmlWriter::leaf(const char* element, Attributes attributes, const std::string& text) {
  open(element, attributes);
  expect(xmlTextWriterWriteString(writer_.get(), xml(representable(text).c_str())));
  close();
}

void XmlWriter::finish() { expect(xmlTextWriterEndDocument(writer_.get())); }

}  // namespace trama::exchange
