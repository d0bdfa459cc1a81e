// The API's own documentation: /docs, /docs/errors, /openapi.json.
// Must never cost memory before somebody reads it; the document is built on the first request.
import { Controller, Get, Header, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiExcludeController, SwaggerModule } from '@nestjs/swagger';
import { OpenToAll } from '../access/require-scope.js';
import { buildDocument } from './document.js';
import { errorPageHtml } from './error-page.js';

@ApiExcludeController()
@OpenToAll('What the errors mean is no secret.')
@Controller('docs/errors')
class ErrorPageController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(): string {
    return errorPageHtml();
  }
}

@Module({ controllers: [ErrorPageController] })
export class OpenApiModule {}

/** Adds Swagger UI and the document to an application that does not listen yet. */
export function serveDocumentation(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => buildDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Gyeolje API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
