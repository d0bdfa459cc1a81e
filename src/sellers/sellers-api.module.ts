// The REST side of sellers. The application tells it who checks credentials, so sellers need not know the providers.
// Must never be imported by a module of the house; only the application does.
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { CREDENTIALS_CHECK, type CredentialsCheck } from './credentials-check.js';
import { SellersController } from './sellers.controller.js';
import { SellersModule } from './sellers.module.js';

/** Where the check comes from: a class of an imported module, and how to make the check of it. */
export interface CheckSource<T> {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly inject: new (...parameters: never[]) => T;
  readonly useFactory: (source: T) => CredentialsCheck;
}

@Module({})
export class SellersApiModule {
  /** For example `{ imports: [OrdersModule], inject: ProviderRegistry, useFactory: (registry) => … }`. */
  static checkedBy<T>({ imports, inject, useFactory }: CheckSource<T>): DynamicModule {
    return {
      module: SellersApiModule,
      imports: [SellersModule, ...imports],
      controllers: [SellersController],
      providers: [{ provide: CREDENTIALS_CHECK, inject: [inject], useFactory }],
    };
  }
}
