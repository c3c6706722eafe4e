/* sanitized.h - IS_SANITIZED where AddressSanitizer watches, as gcc and clang tell it. */
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
