#include "core/extract/quotation.h"

namespace trama::extract {

bool quotes_open_after(const text::Token& token, bool open) {
  if (token.kind != text::TokenKind::Punctuation) return open;
  if (token.surface == "«" || token.surface == "“") return true;
  if (token.surface == "»" || token.surface == "”") return false;
  return token.surface == "\"" ? !open : open;
}

}  // namespace trama::extract
