// Where the console is served.
// Must never hold logic, or import anything of the platform beside its common ground.
import { Module } from '@nestjs/common';
import { ConsolePageController } from './console-page.controller.js';

@Module({ controllers: [ConsolePageController] })
export class ConsolePageModule {}
