package ory.hub

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** Asks for page after page while somebody collects. */
internal fun <Page : Any> pages(next: suspend () -> Page?): Flow<Page> = flow {
    while (true) {
        emit(next() ?: break)
    }
}
